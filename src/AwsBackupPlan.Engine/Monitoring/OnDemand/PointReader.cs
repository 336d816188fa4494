using Amazon.Backup.Model;
using Amazon.Runtime;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Accounts.Calls;
using AwsBackupPlan.Engine.Accounts.Sessions;
using AwsBackupPlan.Engine.Deployment;

namespace AwsBackupPlan.Engine.Monitoring.OnDemand;

/// <summary>Reads recovery points that are to be copied or restored.</summary>
internal sealed class PointReader(AccountSession session)
{
    private readonly AccountTarget _target = session.Target;

    /// <summary>Reads one.</summary>
    /// <param name="point">The recovery point.</param>
    /// <param name="states">AWS's words for the states that it may be in.</param>
    /// <param name="use">What it is wanted for: <c>copied</c> or <c>restored</c>.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="AccountException">It is not there, or in another state.</exception>
    public async Task<DescribeRecoveryPointResponse> ReadAsync(NamedPoint point, IReadOnlyCollection<string> states, string use, CancellationToken cancellationToken)
    {
        var read = await DescribeAsync(point, cancellationToken).ConfigureAwait(false);
        return states.Contains(read.Status?.Value ?? string.Empty, StringComparer.Ordinal) ? read : throw new AccountException(
            "RecoveryPointNotUsable",
            FailureCategory.InvalidOperation,
            $"The recovery point {point.RecoveryPointArn} in {_target.Region} of account {_target.AccountId} is {read.Status?.Value ?? "in no known state"} and cannot be {use}.{(read.StatusMessage is { Length: > 0 } message ? $" AWS: {CallFault.Sentence(message)}" : string.Empty)}",
            $"Take one whose status is {string.Join(" or ", states)}: Get-XacntRecoveryPoint -AccountId {_target.AccountId} -Latest.")
        {
            Region = _target.Region,
        };
    }

    /// <summary>Whether it is the continuous backup of a database.</summary>
    public static bool IsContinuous(string recoveryPointArn) => recoveryPointArn.Contains(":recovery-point:continuous:", StringComparison.Ordinal);

    private async Task<DescribeRecoveryPointResponse> DescribeAsync(NamedPoint point, CancellationToken cancellationToken)
    {
        try
        {
            return await session.Backup(_target.Region)
                .DescribeRecoveryPointAsync(new DescribeRecoveryPointRequest { BackupVaultName = point.VaultName, RecoveryPointArn = point.RecoveryPointArn }, cancellationToken).ConfigureAwait(false);
        }
        catch (AmazonServiceException exception) when (BackupErrors.IsMissing(exception) || CallFault.IsAccessDenied(exception))
        {
            // A vault that is not there is answered for as one that may not be read.
            if (await new BackupSetReader(session).ReadVaultAsync(_target.Region, point.VaultName, cancellationToken).ConfigureAwait(false) is null)
            {
                throw StartFaults.VaultNotFound(_target, _target.Region, point.VaultName, "Name the vault that the recovery point is in with -BackupVaultName: Get-XacntRecoveryPoint shows it.");
            }

            if (CallFault.IsAccessDenied(exception))
            {
                throw;
            }

            throw new AccountException(
                "RecoveryPointNotFound",
                FailureCategory.ObjectNotFound,
                $"There is no recovery point {point.RecoveryPointArn} in the vault {point.VaultName} in {_target.Region} of account {_target.AccountId}.",
                $"It may have expired. See those that are there: Get-XacntRecoveryPoint -AccountId {_target.AccountId} -Region {_target.Region}.")
            {
                Region = _target.Region,
            };
        }
    }
}
