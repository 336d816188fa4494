namespace AwsBackupPlan.Simulator.Protocol;

/// <summary>An answer as it goes over the wire.</summary>
/// <param name="StatusCode">The HTTP status.</param>
/// <param name="ContentType">The content type of the service's protocol.</param>
/// <param name="Body">The body's bytes.</param>
/// <param name="Headers">Further headers, such as <c>x-amzn-ErrorType</c>.</param>
public sealed record SimulatedResponse(
    int StatusCode,
    string ContentType,
    ReadOnlyMemory<byte> Body,
    IReadOnlyDictionary<string, string>? Headers = null)
{
    /// <summary>How much of the body is sent before the connection closes; all of it, and the connection stays, when <see langword="null"/>.</summary>
    public int? SentLength { get; init; }
}
