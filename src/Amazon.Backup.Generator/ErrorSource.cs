namespace Amazon.Backup.Generator;

/// <summary>Writes the exception classes, and what picks one by its name.</summary>
internal static class ErrorSource
{
    internal static string Write(ServiceModel model)
    {
        var source = new SourceText("Amazon.Backup.Model");
        foreach (var error in model.Errors)
        {
            // Exception has the message already.
            var members = error.Members.Where(member => member.Name is not "Message").ToList();
            Error(source, model, error.Name, members);
        }

        Factory(source, model);
        return source.ToString();
    }

    private static void Error(SourceText source, ServiceModel model, string name, List<Member> members)
    {
        source.Lines($$"""
            /// <summary>The error {{name}}.</summary>
            public partial class {{name}} : AmazonBackupException
            {
            /// <summary>Makes the error without a message.</summary>
            public {{name}}()
            {
            }

            /// <summary>Makes the error.</summary>
            public {{name}}(string message)
                : base(message)
            {
            }

            /// <summary>Makes the error.</summary>
            public {{name}}(string message, Exception innerException)
                : base(message, innerException)
            {
            }

            /// <summary>Makes the error.</summary>
            public {{name}}(Exception innerException)
                : base(innerException)
            {
            }

            /// <summary>Makes the error as the service answered it.</summary>
            public {{name}}(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
                : base(message, innerException, errorType, errorCode, requestId, statusCode)
            {
            }

            /// <summary>Makes the error as the service answered it.</summary>
            public {{name}}(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
                : base(message, errorType, errorCode, requestId, statusCode)
            {
            }

            """);
        MemberSource.Properties(source, model, members);
        source.Lines("internal override void ReadMembers(ref Utf8JsonReader reader)\n{");
        MemberSource.ReadMembers(source, model, members, "this");
        source.Lines("}\n}\n");
    }

    private static void Factory(SourceText source, ServiceModel model)
    {
        source.Lines("""
            internal static class BackupErrors
            {
            /// <summary>Makes the exception that the error code names, or the general one.</summary>
            internal static AmazonBackupException Create(string code, string message, Exception inner, string requestId, HttpStatusCode statusCode)
            {
            switch (code)
            {
            """);
        foreach (var error in model.Errors)
        {
            source.Lines($"""case "{error.Name}": return new {error.Name}(message, inner, ErrorType.Unknown, code, requestId, statusCode);""");
        }

        source.Lines("""
            default: return new AmazonBackupException(message, inner, ErrorType.Unknown, code, requestId, statusCode);
            }
            }
            }
            """);
    }
}
