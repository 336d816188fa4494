using System.Globalization;
using Amazon.Backup.Model;
using Amazon.Runtime;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Accounts.Calls;
using AwsBackupPlan.Engine.Accounts.Sessions;
using AwsBackupPlan.Engine.Deployment;

namespace AwsBackupPlan.Engine.Teardown;

/// <summary>Deletes recovery points of a vault, and tells what AWS made of it. One that cannot be deleted never stops the others.</summary>
internal sealed class RecoveryPointDeletion(AccountSession session, DeployedVault vault, LegalHolds holds, TeardownOptions options)
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
        "It is the continuous backup of a database. To end that modifies the database at once, so it is left.",
        "Run Remove-XacntBackupResource again with -ContinuousBackup Disassociate, which gives it back to RDS, or -ContinuousBackup Delete; AWS then modifies the database at once.");

    /// <summary>Why a point stays that AWS has not come round to.</summary>
    public static DeletionAnswer NotYetGone { get; } = new(
        DeletionAnswerKind.Busy, "AWS Backup accepted the deletion, which cannot be undone, and has not finished it yet.", "Run Remove-XacntBackupResource again, with a longer -TimeoutSeconds: it goes on where it stopped.", FailureCategory.OperationTimeout);

    /// <summary>Why a point stays for which there was no time.</summary>
    public static DeletionAnswer NotYetAsked { get; } = new(
        DeletionAnswerKind.Busy, "The time was up before AWS Backup was asked to delete it.", "Run Remove-XacntBackupResource again, with a longer -TimeoutSeconds: it goes on where it stopped.", FailureCategory.OperationTimeout);

    /// <summary>Why a composite point is not asked for yet.</summary>
    public static DeletionAnswer NestedAreLeaving { get; } = new(
        DeletionAnswerKind.Busy, "Its nested recovery points are still being deleted.", "Run Remove-XacntBackupResource again, with a longer -TimeoutSeconds: it goes on where it stopped.", FailureCategory.OperationTimeout);

    /// <summary>Why a composite point stays, of whose nested ones some do.</summary>
    public static DeletionAnswer NestedStay(int count, DeletionAnswer first) => new(
        DeletionAnswerKind.Refused,
        $"{(count == 1 ? "A nested recovery point of it stays" : $"{count} nested recovery points of it stay")}: {first.Reason}",
        "See the remedies of its nested recovery points, which have to go first; then run Remove-XacntBackupResource again.",
        first.Category,
        first.IsForEver);

    /// <summary>Whether a point is the continuous backup of a database.</summary>
    public static bool IsContinuous(RecoveryPointByBackupVault point) => point.RecoveryPointArn.Contains(":recovery-point:continuous:", StringComparison.Ordinal);

    /// <summary>Why a point stays of which that can be told without asking, or <see langword="null"/>.</summary>
    public DeletionAnswer? WithoutAsking(RecoveryPointByBackupVault point) =>
        vault.IsLocked ? Locked(point)
        : options.ContinuousBackup == ContinuousBackupRemoval.Keep && IsContinuous(point) ? Continuous
        : null;

    /// <summary>Whether the answer to a request for this point means that it is given back, not deleted.</summary>
    public bool GivesBack(RecoveryPointByBackupVault point) => options.ContinuousBackup == ContinuousBackupRemoval.Disassociate && IsContinuous(point);

    /// <summary>Asks AWS to delete a recovery point, or to give it back.</summary>
    public async Task<DeletionAnswer> DeleteAsync(RecoveryPointByBackupVault point, CancellationToken cancellationToken)
    {
        try
        {
            await AskAsync(point, cancellationToken).ConfigureAwait(false);
            return new DeletionAnswer(DeletionAnswerKind.Accepted);
        }
        catch (Exception exception) when (BackupErrors.IsMissing(exception))
        {
            return new DeletionAnswer(DeletionAnswerKind.Accepted);
        }
        catch (InvalidRequestException exception)
        {
            return await FromRefusalAsync(point, CallFault.Quote(exception), cancellationToken).ConfigureAwait(false);
        }
        catch (InvalidResourceStateException exception)
        {
            return IsContinuous(point)
                ? new DeletionAnswer(DeletionAnswerKind.Busy, $"It is the continuous backup of {point.ResourceArn}, which AWS Backup cannot modify now: {CallFault.Quote(exception)}", "See that the database is available, then run Remove-XacntBackupResource again.", FailureCategory.ResourceBusy)
                : new DeletionAnswer(DeletionAnswerKind.Busy, $"It is busy: {CallFault.Quote(exception)}", "Run Remove-XacntBackupResource again once the operation on it has ended.", FailureCategory.ResourceBusy);
        }
        catch (Exception exception) when (exception is not (AccountException or OperationCanceledException) || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return FromFailure(exception);
        }
    }

    private Task AskAsync(RecoveryPointByBackupVault point, CancellationToken cancellationToken)
    {
        var backup = session.Backup(vault.Region);
        return GivesBack(point)
            ? backup.DisassociateRecoveryPointAsync(new DisassociateRecoveryPointRequest { BackupVaultName = vault.Name, RecoveryPointArn = point.RecoveryPointArn }, cancellationToken)
            : backup.DeleteRecoveryPointAsync(new DeleteRecoveryPointRequest { BackupVaultName = vault.Name, RecoveryPointArn = point.RecoveryPointArn }, cancellationToken);
    }

    private async Task<DeletionAnswer> FromRefusalAsync(RecoveryPointByBackupVault point, string message, CancellationToken cancellationToken) =>
        point.IsParent is true && Says(message, "nested") ? new DeletionAnswer(DeletionAnswerKind.Busy, $"Its nested recovery points are still there: {message}", "Delete or disassociate the nested recovery points first.", FailureCategory.ResourceBusy)
        : Says(message, "legal hold") ? await holds.ExplainAsync(point, vault, message, cancellationToken).ConfigureAwait(false)
        : Says(message, "lock") ? Locked(point) with { Reason = message }
        : new DeletionAnswer(
            DeletionAnswerKind.Refused,
            message,
            IsContinuous(point) ? $"See that the database {point.ResourceArn} is available, then run Remove-XacntBackupResource again." : "See what AWS says of the recovery point, then run Remove-XacntBackupResource again.");

    // Who can take the lock off, or until when nobody can. The reason is the same for all points of the vault, so that many are told as one.
    private DeletionAnswer Locked(RecoveryPointByBackupVault point)
    {
        var takeOff = $"whoever may backup:DeleteBackupVaultLockConfiguration on the vault can take the lock off: {UnlockCommand.Of(session.Target, options.TagKey, [vault.Region])}; then run Remove-XacntBackupResource again.";
        return vault.LockDate is not { } since
            ? new DeletionAnswer(DeletionAnswerKind.Refused, "The vault is locked in governance mode, which protects its recovery points from deletion.", $"{char.ToUpperInvariant(takeOff[0])}{takeOff.Substring(1)} {Expiry(point)}")
            : since > session.Time.GetUtcNow()
            ? new DeletionAnswer(
                DeletionAnswerKind.Refused,
                $"The vault is locked in compliance mode, which protects its recovery points from deletion, and can be unlocked until {Time(since)} only.",
                $"Until {Time(since)} {takeOff} From then on nobody can, AWS included. {Expiry(point)}")
            : new DeletionAnswer(
                DeletionAnswerKind.Refused,
                $"The vault is locked in compliance mode, unchangeable since {Time(since)}, which protects its recovery points from deletion.",
                DoesExpire(point) ? $"Nobody can take the lock off, AWS included. {Expiry(point)} Run Remove-XacntBackupResource again then."
                    : "Nobody can take the lock off, AWS included, and it never expires: it stays, and its vault with it, for as long as the account exists.",
                IsForEver: !DoesExpire(point));
    }

    private static bool DoesExpire(RecoveryPointByBackupVault point) => point.CalculatedLifecycle?.DeleteAt is not null;

    private static string Expiry(RecoveryPointByBackupVault point) =>
        point.CalculatedLifecycle?.DeleteAt is { } at ? $"By itself it expires on {Time(new DateTimeOffset(at.ToUniversalTime()))}." : "By itself it never expires.";

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    private static bool Says(string message, string text) => message.Contains(text, StringComparison.OrdinalIgnoreCase);

    private DeletionAnswer FromFailure(Exception exception)
    {
        var failure = AccountFailures.From(exception, session.Target);
        var isPassing = failure.Category is FailureCategory.ResourceUnavailable or FailureCategory.OperationTimeout or FailureCategory.ResourceBusy;
        if (failure.Category == FailureCategory.AuthenticationError && exception is AmazonServiceException)
        {
            // Every other call would fail in the same way.
            throw new AccountException(failure.ErrorId, failure.Category, failure.Message, failure.Remedy, failure.Exception) { Region = failure.Region };
        }

        return new DeletionAnswer(isPassing ? DeletionAnswerKind.Busy : DeletionAnswerKind.Refused, failure.Message, failure.Remedy, failure.Category);
    }
}
