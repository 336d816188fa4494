namespace Amazon.Backup.Generator;

/// <summary>Writes the paginators and their factory.</summary>
internal static class PaginatorSource
{
    internal static string Write(ServiceModel model)
    {
        var source = new SourceText("Amazon.Backup.Model");
        var paged = model.Operations.Where(operation => operation.IsPaged).ToList();
        source.Lines("/// <summary>The paginators of AWS Backup.</summary>\npublic interface IBackupPaginatorFactory\n{");
        foreach (var operation in paged)
        {
            source.Lines($"""
                /// <summary>Makes a paginator of {operation.Name}.</summary>
                I{operation.Name}Paginator {operation.Name}({operation.Name}Request request);

                """);
        }

        source.Lines("}\n\ninternal sealed class BackupPaginatorFactory(IAmazonBackup client) : IBackupPaginatorFactory\n{");
        foreach (var operation in paged)
        {
            source.Lines($"public I{operation.Name}Paginator {operation.Name}({operation.Name}Request request) => new {operation.Name}Paginator(client, request);\n");
        }

        source.Lines("}\n");
        paged.ForEach(operation => Paginator(source, model, operation));
        return source.ToString();
    }

    private static void Paginator(SourceText source, ServiceModel model, Operation operation)
    {
        var name = operation.Name;
        var items = operation.Items;
        var item = items is null ? "" : MemberSource.ItemType(model, items.Type.Item);
        source.Lines($$"""
            /// <summary>The paginator of {{name}}.</summary>
            public interface I{{name}}Paginator
            {
            /// <summary>The responses, page by page.</summary>
            IPaginatedEnumerable<{{name}}Response> Responses { get; }
            """);
        if (items is not null)
        {
            source.Lines($"\n/// <summary>The items of {items.Name} of all pages.</summary>\nIPaginatedEnumerable<{item}> {items.Name} {{ get; }}");
        }

        source.Lines($$"""
            }

            internal sealed class {{name}}Paginator(IAmazonBackup client, {{name}}Request request) : BackupPaginator<{{name}}Response>(request), I{{name}}Paginator
            {
            """);
        if (items is not null)
        {
            source.Lines($"public IPaginatedEnumerable<{item}> {items.Name} => new PaginatedResultKeyResponse<{name}Response, {item}>(this, static page => page.{items.Name} ?? new List<{item}>());\n");
        }

        source.Lines($$"""
            protected override string Token { get => request.NextToken; set => request.NextToken = value; }

            protected override string NextToken({{name}}Response response) => response.NextToken;

            #if NETFRAMEWORK
            protected override {{name}}Response Send() => client.{{name}}(request);
            #else
            protected override Task<{{name}}Response> SendAsync(CancellationToken cancellationToken) => client.{{name}}Async(request, cancellationToken);
            #endif
            }

            """);
    }
}
