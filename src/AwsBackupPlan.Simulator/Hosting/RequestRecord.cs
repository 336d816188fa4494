namespace AwsBackupPlan.Simulator.Hosting;

/// <summary>One request, as it was answered.</summary>
/// <param name="Sequence">The order of arrival, from 1.</param>
/// <param name="Service">The service's signing name.</param>
/// <param name="Operation">The operation, or an empty text when the request was refused before that was known.</param>
/// <param name="AccountId">The account of the credentials that signed it.</param>
/// <param name="Region">The Region it was signed for.</param>
/// <param name="PrincipalArn">Who signed it.</param>
/// <param name="StatusCode">The HTTP status, or 0 when no answer was sent.</param>
/// <param name="ErrorType">The error's name, or <see langword="null"/> for a success.</param>
/// <param name="StartedAt">When it arrived, since the host started.</param>
/// <param name="EndedAt">When its answer was ready, since the host started.</param>
/// <param name="RequestId">The id that the answer's header carries.</param>
/// <param name="IsWrite">The operation changes something.</param>
/// <param name="Round">The round of the measurement it was held in, from 1; 0 when rounds are not measured.</param>
public sealed record RequestRecord(
    long Sequence,
    string Service,
    string Operation,
    string AccountId,
    string Region,
    string PrincipalArn,
    int StatusCode,
    string? ErrorType,
    TimeSpan StartedAt,
    TimeSpan EndedAt,
    string RequestId,
    bool IsWrite,
    int Round)
{
    /// <summary>The access key that signed it, or an empty text when nothing did.</summary>
    public string AccessKeyId { get; init; } = string.Empty;

    /// <summary>What X-Ray follows it by, or <see langword="null"/>.</summary>
    public string? TraceId { get; init; }
}
