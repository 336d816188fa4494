namespace AwsBackupPlan.Simulator.Signing;

/// <summary>Who signed a request.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="Arn">The ARN of the user or the role session.</param>
/// <param name="UserId">The unique id, as GetCallerIdentity answers it.</param>
/// <param name="Partition">The partition that issued the keys, or <see langword="null"/> for keys good in any.</param>
/// <param name="IsRoleSession">Signed by a role session rather than a user: role chaining then limits further sessions.</param>
public sealed record Caller(string AccountId, string Arn, string UserId, string? Partition, bool IsRoleSession)
{
    /// <summary>What policies know the caller by: the role of a session, with its path.</summary>
    public string PrincipalArn { get; init; } = Arn;

    /// <summary>The tags of the session, inherited ones included.</summary>
    public IReadOnlyDictionary<string, string> SessionTags { get; init; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The keys of the tags that sessions begun by this one inherit.</summary>
    public IReadOnlyList<string> TransitiveTagKeys { get; init; } = [];

    /// <summary>The source identity, which stays from the first session on.</summary>
    public string? SourceIdentity { get; init; }

    /// <summary>The session policy, beside which nothing is allowed; none when <see langword="null"/>.</summary>
    public IamPolicy? SessionPolicy { get; init; }

    /// <summary>The policy of its role, beside which nothing is allowed; none when <see langword="null"/>: it may do everything then.</summary>
    public IamPolicy? RolePolicy { get; init; }
}
