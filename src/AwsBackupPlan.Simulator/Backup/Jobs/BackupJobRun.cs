using AwsBackupPlan.Simulator.Backup.RecoveryPoints;
using AwsBackupPlan.Simulator.Backup.Vaults;

namespace AwsBackupPlan.Simulator.Backup.Jobs;

/// <summary>The way of a backup job through its states, by the clock.</summary>
internal static class BackupJobRun
{
    private const long SizeInBytes = 20L << 30;

    public static void Schedule(BackupState state, BackupJob job)
    {
        if (!ResourceTypes.IsDatabase(job.ResourceType))
        {
            job.RecoveryPointArn = NewPointArn(job);
        }

        var start = job.CreationDate + state.Behaviour.BackupJobStartsAfter;
        if (job.StartBy < start)
        {
            state.Timeline.Schedule(job.StartBy.Value, at => Expire(state, job, at, "CREATED"));
        }
        else
        {
            state.Timeline.Schedule(start, at => Begin(state, job, at));
        }
    }

    /// <summary>What a job makes.</summary>
    public static RecoveryPoint NewPoint(BackupState state, BackupJob job, Vault vault, DateTimeOffset now, string status)
    {
        var database = ResourceTypes.IsDatabase(job.ResourceType) ? state.FindDatabase(job.Region, job.ResourceArn) : null;
        return new(state.NextSequence(), vault, job.RecoveryPointArn!)
        {
            ResourceArn = job.ResourceArn,
            ResourceType = job.ResourceType,
            Status = status,
            CreationDate = job.CreationDate,
            CompletionDate = now,
            BackupSizeInBytes = job.BackupSizeInBytes,
            Lifecycle = job.Lifecycle,
            // A database's snapshot is encrypted as the database is, anything else with the vault's key.
            EncryptionKeyArn = ResourceTypes.IsDatabase(job.ResourceType) ? database?.KmsKeyArn : vault.EncryptionKeyArn,
            IamRoleArn = job.IamRoleArn,
            CreatedBy = job.CreatedBy,
            Tags = RecoveryPoint.TagsOf(job.RecoveryPointTags),
            Database = database,
        };
    }

    private static void Begin(BackupState state, BackupJob job, DateTimeOffset now)
    {
        if (job.State is not "CREATED")
        {
            return;
        }

        if (job.IsScheduled && job.Region.BackupTurns.IsTaken(job.ResourceArn))
        {
            Wait(state, job);
            return;
        }

        var obstacle = state.FailureOf(JobKind.Backup, job.Region, job.ResourceArn) ?? Obstacle(state, job) ?? ContinuousBackup.Begin(state, job);
        if (obstacle is not null)
        {
            JobEnd.Fail(job, obstacle, now);
            job.Region.BackupTurns.Pass(state.Timeline, job.ResourceArn, now);
            return;
        }

        Run(state, job, now);
    }

    private static void Run(BackupState state, BackupJob job, DateTimeOffset now)
    {
        var end = now + state.Behaviour.BackupJobRunsFor;
        job.State = "RUNNING";
        job.InitiationDate = now;
        job.ExpectedCompletionDate = end;
        job.RecoveryPointArn ??= NewPointArn(job);
        job.BackupSizeInBytes = SizeInBytes;
        job.Region.BackupTurns.Take(job);
        if (job.CompleteBy < end)
        {
            state.Timeline.Schedule(job.CompleteBy.Value, at => Expire(state, job, at, "RUNNING"));
        }
        else
        {
            state.Timeline.Schedule(end, at => Finish(state, job, at));
        }
    }

    // Until its start window is over: it is looked at when the turn is free, and when its time is up.
    private static void Wait(BackupState state, BackupJob job)
    {
        job.Region.BackupTurns.Await(job.ResourceArn, at => Begin(state, job, at));
        if (!job.IsWaiting)
        {
            job.IsWaiting = true;
            state.Timeline.Schedule(job.StartBy!.Value, at => Expire(state, job, at, "CREATED"));
        }
    }

    private static void Expire(BackupState state, BackupJob job, DateTimeOffset now, string from)
    {
        if (string.Equals(job.State, from, StringComparison.Ordinal))
        {
            JobEnd.Expire(job, now);
            job.Region.BackupTurns.Pass(state.Timeline, job.ResourceArn, now);
        }
    }

    private static void Finish(BackupState state, BackupJob job, DateTimeOffset now)
    {
        if (job.State is not "RUNNING")
        {
            return;
        }

        if (job.Region.Vaults.Find(job.VaultName) is { } vault)
        {
            var point = job.IsContinuous ? ContinuousBackup.Finish(state, job, vault, now) : NewPoint(state, job, vault, now, "COMPLETED");
            if (!job.IsContinuous || vault.RecoveryPoints.Find(point.Arn) is null)
            {
                RecoveryPointLifetime.Add(state, point, now);
            }

            JobEnd.Complete(job, now);
            CopyJobRun.StartActions(state, job, point, now);
        }
        else
        {
            JobEnd.Fail(job, MissingVault(job), now);
        }

        job.Region.BackupTurns.Pass(state.Timeline, job.ResourceArn, now);
    }

    private static string? Obstacle(BackupState state, BackupJob job)
    {
        if (job.Region.Vaults.Find(job.VaultName) is not { } vault)
        {
            return MissingVault(job);
        }

        // Of a job on demand the role was looked at when it was asked for.
        if (job.IsScheduled && !state.World.IsBackupRole(job.IamRoleArn))
        {
            return $"IAM Role {job.IamRoleArn} cannot be assumed by AWS Backup";
        }

        return job.Region.BackupTurns.IsTaken(job.ResourceArn)
            ? "Backup job failed because there was a running job for the same resource."
            : vault.Lock?.Refuses(job.Lifecycle.RetentionDays) ?? DatabaseObstacle(state, job);
    }

    private static string? DatabaseObstacle(BackupState state, BackupJob job)
    {
        if (!ResourceTypes.IsDatabase(job.ResourceType))
        {
            return null;
        }

        var isCluster = ResourceTypes.IsCluster(job.ResourceArn);
        var name = ResourceTypes.NameOf(job.ResourceArn);
        return state.FindDatabase(job.Region, job.ResourceArn) switch
        {
            { Status: "available" } => null,
            null => isCluster
                ? ServiceFailure.OfRds($"DBCluster {name} not found.", "DBClusterNotFoundFault", 404)
                : ServiceFailure.OfRds($"DBInstance {name} not found.", "DBInstanceNotFound", 404),
            _ => ServiceFailure.OfRds(
                $"Cannot create a snapshot because the database {(isCluster ? "cluster" : "instance")} {name} is not currently in the available state.",
                isCluster ? "InvalidDBClusterStateFault" : "InvalidDBInstanceState",
                400),
        };
    }

    private static string MissingVault(BackupJob job) => $"Backup vault {job.VaultName} does not exist.";

    private static string NewPointArn(BackupJob job) => ResourceTypes.NewRecoveryPointArn(job.Region, job.ResourceArn, job.ResourceType, $"job-{job.Id}");
}
