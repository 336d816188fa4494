using System.Globalization;
using AwsBackupPlan.Simulator.Backup.Jobs;
using AwsBackupPlan.Simulator.Backup.RecoveryPoints;

namespace AwsBackupPlan.Simulator.Backup.Restores;

/// <summary>The way of a restore job through its states, by the clock.</summary>
internal static class RestoreJobRun
{
    // Transaction logs are at most five minutes old.
    private static readonly TimeSpan LogInterval = TimeSpan.FromMinutes(5);

    public static void Schedule(BackupState state, RestoreJob job) =>
        state.Timeline.Schedule(job.CreationDate + state.Behaviour.RestoreJobStartsAfter, at => Begin(state, job, at));

    private static void Begin(BackupState state, RestoreJob job, DateTimeOffset now)
    {
        if (job.State is not "PENDING")
        {
            return;
        }

        var end = now + state.Behaviour.RestoreJobRunsFor;
        var restore = new DatabaseRestore(job.Region.AccountId, job.Region.Name, job.Identifier, job.Source, job.Metadata)
        {
            KmsKeyArn = job.Point.EncryptionKeyArn,
            CopiesTags = job.CopiesTags,
            AvailableAt = end,
        };
        var obstacle = state.FailureOf(JobKind.Restore, job.Region, job.ResourceArn) ?? Obstacle(state, job, now) ?? state.World.RestoreDatabase(restore);
        if (obstacle is not null)
        {
            JobEnd.Fail(job, obstacle, now);
            return;
        }

        job.State = "RUNNING";
        job.StartedAt = now;
        state.Timeline.Schedule(end, at => Finish(job, at));
    }

    private static void Finish(RestoreJob job, DateTimeOffset now)
    {
        if (job.State is "RUNNING")
        {
            job.CreatedResourceArn = $"arn:{job.Region.Partition}:rds:{job.Region.Name}:{job.Region.AccountId}:{(ResourceTypes.IsCluster(job.ResourceArn) ? "cluster" : "db")}:{job.Identifier.ToLowerInvariant()}";
            JobEnd.Complete(job, now);
        }
    }

    private static string? Obstacle(BackupState state, RestoreJob job, DateTimeOffset now)
    {
        if (!ReferenceEquals(job.Point.Vault.FindPoint(job.Point.Arn), job.Point))
        {
            return $"The recovery point {job.Point.Arn} does not exist any more.";
        }

        if (job.Point.EncryptionKeyArn is { } key && !state.World.IsKeyUsable(key))
        {
            return ServiceFailure.OfRds($"The source snapshot KMS key [{key}] does not exist, is not enabled or you do not have permissions to access it.", "KMSKeyNotAccessibleFault", 400);
        }

        return job.Metadata.TryGetValue(RestoreMetadata.RestoreTime, out var time) ? TimeObstacle(job, DateTimeOffset.Parse(time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal), now) : null;
    }

    private static string? TimeObstacle(RestoreJob job, DateTimeOffset time, DateTimeOffset now)
    {
        var oldest = now.AddDays(-(job.Point.Lifecycle.RetentionDays ?? 0));
        var earliest = job.Point.CreationDate > oldest ? job.Point.CreationDate : oldest;
        var latest = now - LogInterval;
        if (time > latest)
        {
            return ServiceFailure.OfRds(
                string.Create(CultureInfo.InvariantCulture, $"The specified instance cannot be restored to a time later than {latest:yyyy-MM-ddTHH:mm:ss}Z"), "InvalidRestoreFault", 400);
        }

        return time < earliest
            ? ServiceFailure.OfRds(
                string.Create(CultureInfo.InvariantCulture, $"The specified instance cannot be restored to a time earlier than {earliest:yyyy-MM-ddTHH:mm:ss}Z"), "InvalidRestoreFault", 400)
            : null;
    }
}
