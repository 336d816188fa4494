namespace AwsBackupPlan.Simulator.Hosting;

/// <summary>A <see cref="RequestRecord"/> as the log keeps it: no object of its own, since the log of a large fleet has hundreds of thousands.</summary>
internal readonly record struct RequestEntry(
    long Sequence,
    string Service,
    string Operation,
    string AccountId,
    string Region,
    string PrincipalArn,
    string AccessKeyId,
    int StatusCode,
    int Round,
    string? ErrorType,
    TimeSpan StartedAt,
    TimeSpan EndedAt,
    Guid RequestId,
    string? TraceId)
{
    /// <summary>The request as it is told.</summary>
    public RequestRecord ToRecord() => new(
        Sequence, Service, Operation, AccountId, Region, PrincipalArn, StatusCode, ErrorType, StartedAt, EndedAt, RequestId.ToString(), RequestLog.IsWrite(Operation), Round)
    {
        AccessKeyId = AccessKeyId,
        TraceId = TraceId,
    };
}
