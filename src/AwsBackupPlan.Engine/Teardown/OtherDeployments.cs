using System.Collections.Concurrent;
using Amazon.Backup.Model;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Deployment;
using AwsBackupPlan.Engine.Plans;

namespace AwsBackupPlan.Engine.Teardown;

/// <summary>
/// Whoever else copies into the vaults: other deployments of the set, in Regions that nobody named, and other accounts. Their recovery
/// points are not the ones to delete.
/// </summary>
/// <param name="session">The session in the account.</param>
/// <param name="regions">The Regions that are taken down.</param>
/// <param name="tagKey">The key of the tag that marks what belongs to the set.</param>
internal sealed class OtherDeployments(AccountSession session, IReadOnlyCollection<string> regions, string tagKey)
{
    private readonly ConcurrentDictionary<string, string?> _foundIn = new(StringComparer.Ordinal);
    private readonly ResourceNames _names = new(session.Target.AbsName);
    private readonly OwnershipTag _owner = new(tagKey, session.Target.AbsName);

    /// <summary>Why a recovery point is not to be deleted, or <see langword="null"/> when nobody else needs it.</summary>
    public async Task<DeletionAnswer?> RefusalAsync(RecoveryPointByBackupVault point, DeployedVault vault, CancellationToken cancellationToken)
    {
        foreach (var origin in RecoveryPointOrigin.Of(point))
        {
            if (!string.Equals(origin.AccountId, session.Target.AccountId, StringComparison.Ordinal))
            {
                return new DeletionAnswer(
                    DeletionAnswerKind.Refused,
                    $"It comes from account {origin.AccountId}, which copied it here.",
                    $"Ask whoever is responsible for account {origin.AccountId}. If it may go: aws backup delete-recovery-point --region {vault.Region} --backup-vault-name {vault.Name} --recovery-point-arn {point.RecoveryPointArn}; then run Remove-XacntBackupResource again.");
            }

            if (!regions.Contains(origin.Region, StringComparer.Ordinal) && await FindOnceAsync(origin.Region, cancellationToken).ConfigureAwait(false) is { } found)
            {
                return new DeletionAnswer(
                    DeletionAnswerKind.Refused,
                    $"It comes from another deployment of the backup set, in {origin.Region}, whose {found} is still there.",
                    $"Take that one down as well: Remove-XacntBackupResource -Region {origin.Region} -CopyRegion {vault.Region}.");
            }
        }

        return null;
    }

    private async Task<string?> FindOnceAsync(string region, CancellationToken cancellationToken)
    {
        if (!_foundIn.TryGetValue(region, out var found))
        {
            found = await FindAsync(region, cancellationToken).ConfigureAwait(false);
            _foundIn[region] = found;
        }

        return found;
    }

    // A vault alone counts, too: it was kept, and with it the copies of what is in it.
    private async Task<string?> FindAsync(string region, CancellationToken cancellationToken)
    {
        var reader = new BackupSetReader(session);
        var vault = reader.ReadTaggedVaultAsync(region, _names.Vault, cancellationToken);
        var plans = reader.ReadPlansAsync(region, name => string.Equals(name, _names.Plan, StringComparison.Ordinal), cancellationToken);
        await Task.WhenAll(vault, plans).ConfigureAwait(false);
        var plan = (await plans.ConfigureAwait(false)).FirstOrDefault(plan => _owner.Of(plan.Tags) == Ownership.Own);
        return plan is not null ? $"backup plan {plan.Name} ({plan.PlanId})"
            : await vault.ConfigureAwait(false) is { } kept && _owner.Of(kept.Tags) == Ownership.Own ? $"backup vault {kept.Name}"
            : null;
    }
}
