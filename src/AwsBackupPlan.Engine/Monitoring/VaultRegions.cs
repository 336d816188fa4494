using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Deployment;
using AwsBackupPlan.Engine.Plans;

namespace AwsBackupPlan.Engine.Monitoring;

/// <summary>Where a backup set has its vaults.</summary>
internal static class VaultRegions
{
    /// <summary>The primary Region, those that plans copy to within the account, and those that the target names.</summary>
    public static IReadOnlyList<string> Of(AccountTarget target, IEnumerable<PlanDefinition> plans)
    {
        var copies = plans.SelectMany(static plan => plan.Rules).SelectMany(static rule => rule.CopyActions)
            .Select(static copy => copy.DestinationBackupVaultArn?.Split(':') ?? [])
            .Where(arn => arn.Length == 7 && string.Equals(arn[4], target.AccountId, StringComparison.Ordinal))
            .Select(static arn => arn[3]);
        return [.. copies.Prepend(target.Region).Concat(target.CopyRegions).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>There is no vault of the set: nothing at all would read as a vault with nothing in it.</summary>
    public static AccountException NoVault(AccountTarget target, IReadOnlyList<string> regions, SoughtSet sought, string cmdlet) => new(
        "VaultNotFound",
        FailureCategory.ObjectNotFound,
        $"In account {target.AccountId} there is no backup vault {sought.Names.Vault} in {string.Join(" or ", regions)}{sought.Hint}.",
        $"Check the ABS name, and name the Regions with -Region and -CopyRegion: {cmdlet} -AbsName '*' reads all vaults.")
    {
        Region = target.Region,
    };
}
