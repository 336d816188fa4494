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
            job.RecoveryPointArn = ResourceTypes.NewRecoveryPointArn(job.Region, job.ResourceType, $"job-{job.Id}");
        }

        state.Timeline.Schedule(job.CreationDate + state.Behaviour.BackupJobStartsAfter, at => Begin(state, job, at));
    }

    private static void Begin(BackupState state, BackupJob job, DateTimeOffset now)
    {
        if (job.State is not "CREATED")
        {
            return;
        }

        if (Obstacle(job) is { } obstacle)
        {
            JobEnd.Fail(job, obstacle, now);
            return;
        }

        job.State = "RUNNING";
        job.InitiationDate = now;
        job.RecoveryPointArn ??= ResourceTypes.NewRecoveryPointArn(job.Region, job.ResourceType, $"job-{job.Id}");
        state.Timeline.Schedule(now + state.Behaviour.BackupJobRunsFor, at => Finish(state, job, at));
    }

    private static void Finish(BackupState state, BackupJob job, DateTimeOffset now)
    {
        if (job.State is not "RUNNING")
        {
            return;
        }

        if (job.Region.Vaults.Find(job.VaultName) is not { } vault)
        {
            JobEnd.Fail(job, MissingVault(job), now);
            return;
        }

        job.BackupSizeInBytes = SizeInBytes;
        RecoveryPointLifetime.Add(state, NewPoint(state, job, vault, now), now);
        JobEnd.Complete(job, now);
    }

    private static string? Obstacle(BackupJob job)
    {
        if (job.Region.Vaults.Find(job.VaultName) is not { } vault)
        {
            return MissingVault(job);
        }

        var isBusy = job.Region.BackupJobs.Any(other =>
            other.State is "RUNNING" or "ABORTING" && string.Equals(other.ResourceArn, job.ResourceArn, StringComparison.Ordinal));
        return isBusy
            ? "Backup job failed because there was a running job for the same resource."
            : vault.Lock?.Refuses(job.Lifecycle.RetentionDays);
    }

    private static string MissingVault(BackupJob job) => $"Backup vault {job.VaultName} does not exist.";

    private static RecoveryPoint NewPoint(BackupState state, BackupJob job, Vault vault, DateTimeOffset now) =>
        new(state.NextSequence(), vault, job.RecoveryPointArn!)
        {
            ResourceArn = job.ResourceArn,
            ResourceType = job.ResourceType,
            Status = "COMPLETED",
            CreationDate = job.CreationDate,
            CompletionDate = now,
            BackupSizeInBytes = SizeInBytes,
            Lifecycle = job.Lifecycle,
            EncryptionKeyArn = KeyOf(state, job, vault),
            IamRoleArn = job.IamRoleArn,
            CreatedBy = job.CreatedBy,
            Tags = job.RecoveryPointTags,
        };

    /// <summary>A database's snapshot is encrypted as the database is, anything else with the vault's key.</summary>
    private static string? KeyOf(BackupState state, BackupJob job, Vault vault) => ResourceTypes.IsDatabase(job.ResourceType)
        ? state.World.Databases(job.Region.AccountId, job.Region.Name)
            .FirstOrDefault(database => string.Equals(database.Arn, job.ResourceArn, StringComparison.Ordinal))?.KmsKeyArn
        : vault.EncryptionKeyArn;
}
