using Microsoft.CodeAnalysis;

namespace Amazon.Backup.Generator;

/// <summary>Makes the AWS Backup client's classes from the model text that the project lists as an additional file.</summary>
[Generator]
public sealed class BackupModelGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        // The text itself is what the steps hand on: strings compare by value, so an edit elsewhere makes nothing anew.
        var texts = context.AdditionalTextsProvider
            .Where(static file => file.Path.EndsWith(".model", StringComparison.Ordinal))
            .Select(static (file, cancellationToken) => file.GetText(cancellationToken)?.ToString() ?? "");
        context.RegisterSourceOutput(texts, static (output, text) =>
        {
            var model = ServiceModel.Parse(text);
            output.AddSource("Client.g.cs", ClientSource.Write(model));
            output.AddSource("Messages.g.cs", MessageSource.Write(model));
            output.AddSource("Structures.g.cs", StructureSource.Write(model));
            output.AddSource("Enumerations.g.cs", EnumerationSource.Write(model));
            output.AddSource("Errors.g.cs", ErrorSource.Write(model));
            output.AddSource("Paginators.g.cs", PaginatorSource.Write(model));
        });
    }
}
