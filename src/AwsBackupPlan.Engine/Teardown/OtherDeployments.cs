using System.Collections.Concurrent;
using Amazon.Backup.Model;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Deployment;
using AwsBackupPlan.Engine.Plans;

namespace AwsBackupPlan.Engine.Teardown;

/// <summary>
/// Other deployments of the set in the account, in Regions that nobody named: they copy into vaults of the same name, and their recovery
/// points are not the ones to delete. A recovery point tells which plan made it.
/// </summary>
internal sealed class OtherDeployments(AccountSession session)
{
    private readonly ConcurrentDictionary<string, bool> _isThere = new(StringComparer.Ordinal);
    private readonly string _planName = new ResourceNames(session.Target.AbsName).Plan;

    /// <summary>Why a recovery point is not to be deleted, or <see langword="null"/> when no other deployment that is still there made it.</summary>
    public async Task<DeletionAnswer?> RefusalAsync(RecoveryPointCreator? creator, string vaultRegion, CancellationToken cancellationToken)
    {
        var target = session.Target;
        var arn = creator?.BackupPlanArn?.Split(':') ?? [];
        var isOther = arn.Length == 7
            && string.Equals(arn[4], target.AccountId, StringComparison.Ordinal)
            && !string.Equals(arn[3], target.Region, StringComparison.Ordinal)
            && (creator!.BackupPlanName is null || string.Equals(creator.BackupPlanName, _planName, StringComparison.Ordinal));
        if (!isOther)
        {
            return null;
        }

        var (region, planId) = (arn[3], arn[6]);
        if (!_isThere.TryGetValue(creator!.BackupPlanArn, out var isThere))
        {
            isThere = await new BackupSetReader(session).IsPlanThereAsync(region, planId, cancellationToken).ConfigureAwait(false);
            _isThere[creator.BackupPlanArn] = isThere;
        }

        return isThere
            ? new DeletionAnswer(
                DeletionAnswerKind.Refused,
                $"It was made by the backup plan {planId} in {region}, another deployment of the backup set, which is still there.",
                $"Take that one down as well: Remove-XacntBackupResource -Region {region} -CopyRegion {vaultRegion}.")
            : null;
    }
}
