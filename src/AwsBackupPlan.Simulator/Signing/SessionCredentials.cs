namespace AwsBackupPlan.Simulator.Signing;

/// <summary>Temporary keys that STS issued, and whom they make their bearer.</summary>
/// <param name="AccessKeyId">The access key, beginning with <c>ASIA</c>.</param>
/// <param name="SecretAccessKey">The secret.</param>
/// <param name="SessionToken">The session token that every request must carry.</param>
/// <param name="Expiration">When they end.</param>
/// <param name="Caller">Who signs with them.</param>
public sealed record SessionCredentials(
    string AccessKeyId, string SecretAccessKey, string SessionToken, DateTimeOffset Expiration, Caller Caller);
