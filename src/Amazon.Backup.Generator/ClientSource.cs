namespace Amazon.Backup.Generator;

/// <summary>Writes the operations of <c>IAmazonBackup</c> and <c>AmazonBackupClient</c>.</summary>
internal static class ClientSource
{
    internal static string Write(ServiceModel model)
    {
        var source = new SourceText("Amazon.Backup");
        source.Lines("public partial interface IAmazonBackup\n{");
        foreach (var operation in model.Operations)
        {
            var name = operation.Name;
            source.Lines($"""
                /// <summary>Calls the operation {name}.</summary>
                Task<{name}Response> {name}Async({name}Request request, CancellationToken cancellationToken = default);
                #if NETFRAMEWORK
                /// <summary>Calls the operation {name}.</summary>
                {name}Response {name}({name}Request request);
                #endif

                """);
        }

        source.Lines("}\n\npublic partial class AmazonBackupClient\n{");
        foreach (var operation in model.Operations)
        {
            var name = operation.Name;
            source.Lines($"""
                /// <inheritdoc/>
                public virtual Task<{name}Response> {name}Async({name}Request request, CancellationToken cancellationToken = default) => this.SendAsync(request, {name}Response.Read, cancellationToken);
                #if NETFRAMEWORK
                /// <inheritdoc/>
                public virtual {name}Response {name}({name}Request request) => this.Send(request, {name}Response.Read);
                #endif

                """);
        }

        source.Lines("}");
        return source.ToString();
    }
}
