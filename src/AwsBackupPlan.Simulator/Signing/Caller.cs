namespace AwsBackupPlan.Simulator.Signing;

/// <summary>Who signed a request.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="Arn">The ARN of the user or the role session.</param>
/// <param name="UserId">The unique id, as GetCallerIdentity answers it.</param>
/// <param name="Partition">The partition that issued the keys, or <see langword="null"/> for keys good in any.</param>
/// <param name="IsRoleSession">Signed by a role session rather than a user: role chaining then limits further sessions.</param>
public sealed record Caller(string AccountId, string Arn, string UserId, string? Partition, bool IsRoleSession);
