namespace Amazon.Backup.Generator;

/// <summary>Writes the request and response classes.</summary>
internal static class MessageSource
{
    internal static string Write(ServiceModel model)
    {
        var source = new SourceText("Amazon.Backup.Model");
        foreach (var operation in model.Operations)
        {
            Request(source, model, operation);
            Response(source, model, operation);
        }

        return source.ToString();
    }

    private static void Request(SourceText source, ServiceModel model, Operation operation)
    {
        source.Lines($$"""
            /// <summary>The request of the operation {{operation.Name}}.</summary>
            public partial class {{operation.Name}}Request : AmazonBackupRequest
            {
            """);
        MemberSource.Properties(source, model, operation.Request.Members);
        source.Lines($"""
            internal override string HttpMethod => "{operation.Method}";

            internal override string ResourcePath => "{operation.Path}";

            """);
        Address(source, operation);
        var body = operation.Request.Members.Where(operation.IsInBody).ToList();
        if (body.Count > 0)
        {
            source.Lines("internal override bool WriteBody(Utf8JsonWriter writer)\n{");
            MemberSource.WriteObject(source, model, body);
            source.Lines("return true;\n}");
        }

        source.Lines("}\n");
    }

    private static void Address(SourceText source, Operation operation)
    {
        source.Lines("internal override void Address(IRequest request)\n{");
        if (operation.SubResource is { } word)
        {
            source.Lines($"""request.AddSubResource("{word}");""");
        }

        foreach (var member in operation.Request.Members.Where(operation.IsLabel))
        {
            source.Lines($"""request.AddLabel("{member.Name}", this.{member.Name});""");
        }

        foreach (var member in operation.Request.Members.Where(member => member.Query is not null))
        {
            source.Lines($"""request.AddQuery("{member.Query}", this.{member.Name});""");
        }

        source.Lines("}\n");
    }

    private static void Response(SourceText source, ServiceModel model, Operation operation)
    {
        source.Lines($$"""
            /// <summary>What the operation {{operation.Name}} answers.</summary>
            public partial class {{operation.Name}}Response : AmazonWebServiceResponse
            {
            """);
        MemberSource.Properties(source, model, operation.Response.Members);
        MemberSource.ReadMethod(source, model, operation.Response);
        source.Lines("}\n");
    }
}
