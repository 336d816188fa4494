namespace Amazon.Backup.Tests.Wire;

/// <summary>What the loopback server answers.</summary>
public sealed record Answer(int Status, string Body, params (string Name, string Value)[] Headers)
{
    public static Answer Ok { get; } = new(200, "{}");

    /// <summary>An error as AWS Backup words it.</summary>
    public static Answer Error(int status, string name, string body = """{"Code":"ERROR_1","Message":"It is so."}""") => new(status, body, ("x-amzn-ErrorType", name));
}
