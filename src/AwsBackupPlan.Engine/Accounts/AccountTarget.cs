namespace AwsBackupPlan.Engine.Accounts;

/// <summary>One piece of work: a backup set in an account. AccountId, AbsName and Region are its identity.</summary>
/// <param name="AccountId">The account (12 digits).</param>
/// <param name="AbsName">The ABS name; a wildcard pattern where many are read.</param>
/// <param name="Region">The primary Region.</param>
/// <param name="CopyRegions">The copy Regions, none of them the primary one. Empty for none.</param>
/// <param name="RoleName">The role to assume in the account, with its path where it has one.</param>
/// <param name="ExternalId">The external id that the role's trust policy asks for.</param>
public sealed record AccountTarget(
    string AccountId,
    string AbsName,
    string Region,
    IReadOnlyList<string> CopyRegions,
    string RoleName,
    string? ExternalId = null)
{
    /// <summary>
    /// Whether nobody named the copy Regions, and the plan is to tell them: <see cref="CopyRegions"/> is then the module's default. What is deleted must not hang on that alone. A piece of work that
    /// makes the plan itself takes the default for named.
    /// </summary>
    public bool CopyRegionsAreDefault { get; init; }

    /// <summary>Account, set and Region; not the external id, which is for nobody to see.</summary>
    public override string ToString() => $"{AccountId} {AbsName} ({Region})";
}
