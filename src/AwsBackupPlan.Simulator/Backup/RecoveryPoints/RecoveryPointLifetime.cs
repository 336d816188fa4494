using AwsBackupPlan.Simulator.Backup.Wire;

namespace AwsBackupPlan.Simulator.Backup.RecoveryPoints;

/// <summary>How recovery points come, expire and go.</summary>
internal static class RecoveryPointLifetime
{
    private const string CannotDelete =
        "AWS Backup could not delete this recovery point: the IAM role lacks permission. Add the permission and delete it again.";

    /// <summary>Puts a recovery point into its vault, from where its lifecycle will take it.</summary>
    public static void Add(BackupState state, RecoveryPoint point, DateTimeOffset now)
    {
        point.Vault.Add(point, now);
        ScheduleExpiry(state, point);
    }

    /// <summary>Lets a recovery point go when its lifecycle says so; a changed lifecycle is scheduled anew.</summary>
    public static void ScheduleExpiry(BackupState state, RecoveryPoint point)
    {
        if (point.DeleteAt is { } deleteAt)
        {
            state.Timeline.Schedule(deleteAt, at => Expire(point, at));
        }
    }

    /// <summary>Starts the deletion that a caller asked for, or refuses it.</summary>
    public static void Delete(BackupState state, RecoveryPoint point, DateTimeOffset now)
    {
        if (point.Status is "DELETING" or "CREATING")
        {
            throw BackupErrors.InvalidState($"Recovery point {point.Arn} is {point.Status} and cannot be deleted now.");
        }

        var deletion = NextDeletion(point);
        Refuse(point, deletion);
        if (point.IsContinuous)
        {
            ModifyDatabase(state, point, 0);
        }

        point.Status = "DELETING";
        point.StatusMessage = null;
        var seconds = state.World.Options.DeleteSeconds;
        if (seconds > 0)
        {
            state.Timeline.Schedule(now.AddSeconds(seconds), at => Finish(point, deletion, at));
        }
        else
        {
            Finish(point, deletion, now);
        }
    }

    /// <summary>A continuous backup cannot end without a change of its database, which has to be available for it.</summary>
    /// <param name="state">All that there is.</param>
    /// <param name="point">The continuous backup.</param>
    /// <param name="retentionDays">How long the database keeps automated backups from then on; <see langword="null"/> as long as before.</param>
    public static void ModifyDatabase(BackupState state, RecoveryPoint point, int? retentionDays)
    {
        if (state.World.ModifyDatabase(point.ResourceArn, retentionDays) is { } status)
        {
            throw BackupErrors.InvalidState($"Cannot perform this operation: resource {point.ResourceArn} is {status}, not available.");
        }
    }

    private static RecoveryPointDeletion NextDeletion(RecoveryPoint point)
    {
        if (point.Deletion == RecoveryPointDeletion.Normal || point.DeletionAttempts <= 0)
        {
            return RecoveryPointDeletion.Normal;
        }

        point.DeletionAttempts--;
        return point.Deletion;
    }

    private static void Refuse(RecoveryPoint point, RecoveryPointDeletion deletion)
    {
        if (deletion == RecoveryPointDeletion.Busy)
        {
            throw BackupErrors.InvalidState($"Recovery point {point.Arn} is in use by another operation. Try again later.");
        }

        if (deletion == RecoveryPointDeletion.Locked || point.Vault.Lock is not null)
        {
            throw BackupErrors.InvalidRequest($"Recovery point {point.Arn} cannot be deleted: backup vault {point.Vault.Name} is locked by Vault Lock.");
        }

        if (deletion == RecoveryPointDeletion.OnLegalHold || IsHeld(point))
        {
            throw BackupErrors.InvalidRequest($"Recovery point {point.Arn} cannot be deleted: it is under a legal hold.");
        }

        if (point.IsParent && point.Vault.RecoveryPoints.Any(other => string.Equals(other.ParentRecoveryPointArn, point.Arn, StringComparison.Ordinal)))
        {
            throw BackupErrors.InvalidRequest(
                $"Composite recovery point {point.Arn} cannot be deleted before its nested recovery points are deleted or disassociated.");
        }
    }

    private static void Finish(RecoveryPoint point, RecoveryPointDeletion deletion, DateTimeOffset now)
    {
        if (deletion == RecoveryPointDeletion.BecomesExpired)
        {
            MarkExpired(point);
        }
        else
        {
            point.Vault.Remove(point, now);
        }
    }

    private static void Expire(RecoveryPoint point, DateTimeOffset now)
    {
        var stays = point.Status is "DELETING" || point.DeleteAt is null || point.DeleteAt > now || IsHeld(point);
        if (stays || !ReferenceEquals(point.Vault.FindPoint(point.Arn), point))
        {
            return;
        }

        if (point.Deletion == RecoveryPointDeletion.BecomesExpired)
        {
            MarkExpired(point);
        }
        else
        {
            point.Vault.Remove(point, now);
        }
    }

    private static void MarkExpired(RecoveryPoint point)
    {
        point.Status = "EXPIRED";
        point.StatusMessage = CannotDelete;
    }

    private static bool IsHeld(RecoveryPoint point) => point.Vault.Region.LegalHolds.Any(hold => hold.Holds(point));
}
