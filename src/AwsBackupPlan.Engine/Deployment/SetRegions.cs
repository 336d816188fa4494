using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Plans;

namespace AwsBackupPlan.Engine.Deployment;

/// <summary>The Regions of a backup set's vaults. Copy Regions that nobody has named are the plan's to tell: nothing is written to a vault by a default.</summary>
/// <param name="target">The backup set.</param>
/// <param name="plans">Its own plans.</param>
internal sealed class SetRegions(AccountTarget target, IReadOnlyList<DeployedPlan> plans)
{
    /// <summary>The copy Regions, as far as they are known.</summary>
    public IReadOnlyList<string> Copies { get; } = target.CopyRegionsAreDefault
        ? [.. plans.SelectMany(plan => plan.CopyRegions(target.AccountId, new ResourceNames(target.AbsName).Vault)).Distinct(StringComparer.Ordinal)]
        : target.CopyRegions;

    /// <summary>The Regions of the vaults that are meant, primary Region first.</summary>
    /// <exception cref="AccountException">The copy Regions are not known, or there is none.</exception>
    public IReadOnlyList<string> Of(VaultScope vault)
    {
        if (vault == VaultScope.Primary)
        {
            return [target.Region];
        }

        if (target.CopyRegionsAreDefault && plans.Count == 0)
        {
            throw NotKnown($"There is no backup plan of the backup set '{target.AbsName}' in {target.Region} of account {target.AccountId}, which would tell where its copies go. Nothing was written.");
        }

        if (vault == VaultScope.Copy && Copies.Count == 0)
        {
            throw NotKnown($"The backup set '{target.AbsName}' in {target.Region} of account {target.AccountId} has no copy Region. Nothing was written.");
        }

        return vault == VaultScope.Copy ? Copies : [target.Region, .. Copies];
    }

    private AccountException NotKnown(string message) =>
        new("CopyRegionNotKnown", FailureCategory.ObjectNotFound, message, "Name the Regions of the copies with -CopyRegion, or work on the vault of the primary Region alone with -Vault Primary.") { Region = target.Region };
}
