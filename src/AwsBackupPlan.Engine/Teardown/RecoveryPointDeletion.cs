using Amazon.Backup.Model;
using Amazon.Runtime;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Deployment;

namespace AwsBackupPlan.Engine.Teardown;

/// <summary>Deletes one recovery point, and tells what AWS made of it. One that cannot be deleted never stops the others.</summary>
internal static class RecoveryPointDeletion
{
    /// <summary>Why a point that AWS could not delete stays.</summary>
    public static DeletionAnswer Expired { get; } = new(
        DeletionAnswerKind.Refused,
        "AWS Backup accepted the deletion and could not carry it out: the recovery point is EXPIRED.",
        "Give the assumed role rds:DeleteDBSnapshot and rds:DeleteDBClusterSnapshot through AWS Backup and iam:CreateServiceLinkedRole (and the backup role its snapshot actions), then run Remove-XacntBackupResource again.",
        FailureCategory.PermissionDenied);

    /// <summary>Why a continuous point stays.</summary>
    public static DeletionAnswer Continuous { get; } = new(
        DeletionAnswerKind.Refused,
        "It is the continuous backup of a database. Deleting it ends that and modifies the database at once, so it is left.",
        "Delete it in AWS Backup, or give it back to RDS: aws backup disassociate-recovery-point; then run Remove-XacntBackupResource again.");

    /// <summary>Why a point in a locked vault stays.</summary>
    public static DeletionAnswer Locked { get; } = new(
        DeletionAnswerKind.Refused,
        "The vault is locked, which protects its recovery points from deletion.",
        "Wait until the recovery points expire. A lock in governance mode can be taken off: aws backup delete-backup-vault-lock-configuration; one in compliance mode cannot.");

    /// <summary>Why a point stays that AWS has not come round to.</summary>
    public static DeletionAnswer NotYetGone { get; } = new(
        DeletionAnswerKind.Busy, "AWS Backup accepted the deletion, which cannot be undone, and has not finished it yet.", "Run Remove-XacntBackupResource again, with a longer -TimeoutSeconds: it goes on where it stopped.", FailureCategory.OperationTimeout);

    /// <summary>Asks AWS to delete a recovery point.</summary>
    public static async Task<DeletionAnswer> DeleteAsync(AccountSession session, string region, string vaultName, RecoveryPointByBackupVault point, CancellationToken cancellationToken)
    {
        try
        {
            var request = new DeleteRecoveryPointRequest { BackupVaultName = vaultName, RecoveryPointArn = point.RecoveryPointArn };
            await session.Backup(region).DeleteRecoveryPointAsync(request, cancellationToken).ConfigureAwait(false);
            return new DeletionAnswer(DeletionAnswerKind.Accepted);
        }
        catch (Exception exception) when (BackupErrors.IsMissing(exception))
        {
            return new DeletionAnswer(DeletionAnswerKind.Accepted);
        }
        catch (InvalidRequestException exception)
        {
            return point.IsParent is true && exception.Message.Contains("nested", StringComparison.OrdinalIgnoreCase)
                ? new DeletionAnswer(DeletionAnswerKind.Busy, $"Its nested recovery points are still there: {exception.Message}", "Delete or disassociate the nested recovery points first.", FailureCategory.ResourceBusy)
                : new DeletionAnswer(DeletionAnswerKind.Refused, exception.Message, RemedyOf(exception.Message));
        }
        catch (InvalidResourceStateException exception)
        {
            return new DeletionAnswer(DeletionAnswerKind.Busy, $"It is busy: {exception.Message}", "Run Remove-XacntBackupResource again once the operation on it has ended.", FailureCategory.ResourceBusy);
        }
        catch (Exception exception) when (exception is not (AccountException or OperationCanceledException) || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return FromFailure(exception, session.Target);
        }
    }

    private static DeletionAnswer FromFailure(Exception exception, AccountTarget target)
    {
        var failure = AccountFailures.From(exception, target);
        var isPassing = failure.Category is FailureCategory.ResourceUnavailable or FailureCategory.OperationTimeout or FailureCategory.ResourceBusy;
        if (failure.Category == FailureCategory.AuthenticationError && exception is AmazonServiceException)
        {
            // Every other call would fail in the same way.
            throw new AccountException(failure.ErrorId, failure.Category, failure.Message, failure.Remedy, failure.Exception) { Region = failure.Region };
        }

        return new DeletionAnswer(isPassing ? DeletionAnswerKind.Busy : DeletionAnswerKind.Refused, failure.Message, failure.Remedy, failure.Category);
    }

    private static string RemedyOf(string message) =>
        message.Contains("legal hold", StringComparison.OrdinalIgnoreCase)
            ? "Have the legal hold released (aws backup list-legal-holds, aws backup cancel-legal-hold), then run Remove-XacntBackupResource again."
            : message.Contains("lock", StringComparison.OrdinalIgnoreCase)
                ? Locked.Remedy!
                : "See what AWS says of the recovery point, then run Remove-XacntBackupResource again.";
}
