namespace Amazon.Backup.Generator;

/// <summary>Writes the structures that requests and responses carry.</summary>
internal static class StructureSource
{
    internal static string Write(ServiceModel model)
    {
        var source = new SourceText("Amazon.Backup.Model");
        foreach (var structure in model.Structures)
        {
            source.Lines($$"""
                /// <summary>The structure {{structure.Name}}.</summary>
                public partial class {{structure.Name}}
                {
                """);
            MemberSource.Properties(source, model, structure.Members);
            if (model.Written.Contains(structure.Name))
            {
                source.Lines("internal void Write(Utf8JsonWriter writer)\n{");
                MemberSource.WriteObject(source, model, structure.Members);
                source.Lines("}\n");
            }

            if (model.Read.Contains(structure.Name))
            {
                MemberSource.ReadMethod(source, model, structure);
            }

            source.Lines("}\n");
        }

        return source.ToString();
    }
}
