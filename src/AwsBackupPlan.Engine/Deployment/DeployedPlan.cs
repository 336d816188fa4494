using AwsBackupPlan.Engine.Plans;

namespace AwsBackupPlan.Engine.Deployment;

/// <summary>A plan as it is in the primary Region.</summary>
/// <param name="PlanId">Its id.</param>
/// <param name="Arn">Its ARN.</param>
/// <param name="Name">Its name.</param>
internal sealed record DeployedPlan(string PlanId, string Arn, string Name)
{
    /// <summary>How the ids of plans begin that AWS Organizations makes of a backup policy. The account can read them, and change nothing of them.</summary>
    public const string OfOrganizations = "orgs/";

    /// <summary>The id of its current version.</summary>
    public string? VersionId { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset? CreationDate { get; init; }

    /// <summary>When it last started a job.</summary>
    public DateTimeOffset? LastExecutionDate { get; init; }

    /// <summary>Its rules and settings.</summary>
    public required PlanDefinition Definition { get; init; }

    /// <summary>Its tags; none of one of AWS Organizations, which is no set's own whatever its policy tags it with.</summary>
    public required IReadOnlyDictionary<string, string> Tags { get; init; }

    /// <summary>Its selections, as far as they can be read: one that was just made cannot, for a while.</summary>
    public required IReadOnlyList<DeployedSelection> Selections { get; init; }

    /// <summary>The other Regions in which it copies to the set's own vault. Vaults of other accounts or other names are not the set's.</summary>
    public IEnumerable<string> CopyRegions(string accountId, string vaultName)
    {
        var own = Arn.Split(':')[3];
        return Definition.Rules
            .SelectMany(static rule => rule.CopyActions)
            .Select(static copy => copy.DestinationBackupVaultArn?.Split(':') ?? [])
            .Where(arn => arn.Length == 7 && string.Equals(arn[4], accountId, StringComparison.Ordinal) && string.Equals(arn[6], vaultName, StringComparison.Ordinal))
            .Select(static arn => arn[3])
            .Where(region => !string.Equals(region, own, StringComparison.Ordinal))
            .Distinct(StringComparer.Ordinal);
    }

    /// <summary>The vault of another account that every rule copies to, as -CentralVaultArn makes it; <see langword="null"/> where there is none, or more than one.</summary>
    public string? CentralVaultArn()
    {
        var accountId = Arn.Split(':')[4];
        var common = Definition.Rules.Select(static rule => rule.CopyActions.Select(static copy => copy.DestinationBackupVaultArn).OfType<string>())
            .Aggregate((IEnumerable<string>?)null, static (all, some) => all is null ? some : all.Intersect(some, StringComparer.Ordinal));
        return (common ?? []).Where(arn => arn.Split(':') is { Length: 7 } parts && !string.Equals(parts[4], accountId, StringComparison.Ordinal)).Distinct(StringComparer.Ordinal).ToList() is [var only] ? only : null;
    }

    /// <summary>The names of all its selections by their ids, of those that cannot be read, too.</summary>
    public required IReadOnlyDictionary<string, string> SelectionNames { get; init; }
}
