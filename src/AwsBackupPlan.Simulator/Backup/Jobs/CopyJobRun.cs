using AwsBackupPlan.Simulator.Backup.Plans;
using AwsBackupPlan.Simulator.Backup.RecoveryPoints;
using AwsBackupPlan.Simulator.Backup.Vaults;
using AwsBackupPlan.Simulator.Backup.Wire;

namespace AwsBackupPlan.Simulator.Backup.Jobs;

/// <summary>The way of a copy job through its states, by the clock. What goes wrong shows as FAILED, not as a refusal.</summary>
internal static class CopyJobRun
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    public static void Schedule(BackupState state, CopyJob job) =>
        state.Timeline.Schedule(job.CreationDate + state.Behaviour.CopyJobStartsAfter, at => Begin(state, job, at));

    private static void Begin(BackupState state, CopyJob job, DateTimeOffset now)
    {
        if (job.State is not "CREATED")
        {
            return;
        }

        if (Obstacle(state, job) is { } obstacle)
        {
            JobEnd.Fail(job, obstacle, now);
            return;
        }

        // One copy of a resource at a time: the next waits in CREATED.
        if (job.Region.CopyJobs.Any(other => other.State is "RUNNING" && string.Equals(other.ResourceArn, job.ResourceArn, StringComparison.Ordinal)))
        {
            state.Timeline.Schedule(now + RetryAfter, at => Begin(state, job, at));
            return;
        }

        job.State = "RUNNING";
        state.Timeline.Schedule(now + state.Behaviour.CopyJobRunsFor, at => Finish(state, job, at));
    }

    private static void Finish(BackupState state, CopyJob job, DateTimeOffset now)
    {
        if (job.State is not "RUNNING")
        {
            return;
        }

        if (Obstacle(state, job) is { } obstacle)
        {
            JobEnd.Fail(job, obstacle, now);
            return;
        }

        var copy = Copy(state, job, Source(job)!, Destination(state, job)!, now);
        job.DestinationRecoveryPointArn = copy.Arn;
        RecoveryPointLifetime.Add(state, copy, now);
        JobEnd.Complete(job, now);
    }

    private static string? Obstacle(BackupState state, CopyJob job)
    {
        if (Source(job) is not { } source)
        {
            return $"The recovery point {job.SourceRecoveryPointArn} does not exist any more.";
        }

        if (Destination(state, job) is not { } destination)
        {
            return $"The destination backup vault {job.DestinationVaultArn} does not exist or you do not have access to it.";
        }

        return CrossAccountObstacle(state, job, destination)
            ?? KeyObstacle(state, job, destination)
            ?? destination.Lock?.Refuses(LifecycleOfCopy(job, source).RetentionDays);
    }

    private static string? CrossAccountObstacle(BackupState state, CopyJob job, Vault destination)
    {
        if (string.Equals(destination.Region.AccountId, job.Region.AccountId, StringComparison.Ordinal))
        {
            return null;
        }

        if (state.GlobalSettingsOf(state.World.Options.ManagementAccount).Values["isCrossAccountBackupEnabled"] is not "true")
        {
            return "Copy job failed. Cross-account backup is not enabled in the management account of the organization.";
        }

        return !VaultAccess.LetsCopyInto(destination, job)
            ? $"Copy job failed. The access policy of the destination backup vault {destination.Arn} does not let account {job.Region.AccountId} copy into it."
            : null;
    }

    private static string? KeyObstacle(BackupState state, CopyJob job, Vault destination)
    {
        if (!destination.HasDefaultKey)
        {
            return state.World.IsKeyUsable(destination.EncryptionKeyArn)
                ? null
                : $"Copy job failed. The key {destination.EncryptionKeyArn} of the destination backup vault is not usable.";
        }

        var staysAtHome = ReferenceEquals(destination.Region, job.Region);
        return ResourceTypes.IsDatabase(job.ResourceType) && !staysAtHome
            ? "Copy job failed. The destination backup vault must be encrypted with a customer managed key, not with aws/backup."
            : null;
    }

    /// <summary>A copy keeps its source's lifecycle unless it has one of its own; -1 is none of its own. Its age counts from its source.</summary>
    private static Lifecycle LifecycleOfCopy(CopyJob job, RecoveryPoint source) =>
        job.Lifecycle.RetentionDays is null ? source.Lifecycle : job.Lifecycle;

    private static RecoveryPoint Copy(BackupState state, CopyJob job, RecoveryPoint source, Vault destination, DateTimeOffset now)
    {
        var staysUnencrypted = source.EncryptionKeyArn is null && source.ResourceType is not "RDS";
        return new RecoveryPoint(
            state.NextSequence(), destination, ResourceTypes.NewRecoveryPointArn(destination.Region, source.ResourceType, $"copyjob-{job.Id}"))
        {
            ResourceArn = source.ResourceArn,
            ResourceType = source.ResourceType,
            Status = "COMPLETED",
            CreationDate = source.CreationDate,
            CompletionDate = now,
            BackupSizeInBytes = source.BackupSizeInBytes,
            Lifecycle = LifecycleOfCopy(job, source),
            EncryptionKeyArn = staysUnencrypted ? null : destination.EncryptionKeyArn,
            IamRoleArn = job.IamRoleArn,
            CreatedBy = job.CreatedBy ?? source.CreatedBy,
            SourceBackupVaultArn = source.Vault.Arn,
            Tags = new SortedDictionary<string, string>(source.Tags, StringComparer.Ordinal),
        };
    }

    private static RecoveryPoint? Source(CopyJob job) => job.Region.Vaults.Find(job.SourceVaultName)?.RecoveryPoints.Find(job.SourceRecoveryPointArn);

    private static Vault? Destination(BackupState state, CopyJob job) =>
        Arns.Parse(job.DestinationVaultArn) is { } arn ? state.FindVault(arn) : null;
}
