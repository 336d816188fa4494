using AwsBackupPlan.Simulator.Backup.Plans;
using AwsBackupPlan.Simulator.Backup.RecoveryPoints;
using AwsBackupPlan.Simulator.Backup.Vaults;
using AwsBackupPlan.Simulator.Backup.Wire;

namespace AwsBackupPlan.Simulator.Backup.Jobs;

/// <summary>The way of a copy job through its states, by the clock. What goes wrong shows as FAILED, not as a refusal.</summary>
internal static class CopyJobRun
{
    public static void Schedule(BackupState state, CopyJob job) =>
        state.Timeline.Schedule(job.CreationDate + state.Behaviour.CopyJobStartsAfter, at => Begin(state, job, at));

    /// <summary>Starts the copies that the rule of a backup asks for.</summary>
    public static void StartActions(BackupState state, BackupJob backup, RecoveryPoint point, DateTimeOffset now)
    {
        foreach (var action in backup.CopyActions)
        {
            var job = new CopyJob(state.NextSequence(), backup.Region, BackupState.NewId())
            {
                SourceVaultName = point.Vault.Name,
                SourceRecoveryPointArn = point.Arn,
                DestinationVaultArn = action.DestinationVaultArn,
                ResourceArn = point.ResourceArn,
                ResourceType = point.ResourceType,
                IamRoleArn = backup.IamRoleArn,
                CreationDate = now,
                Lifecycle = action.Lifecycle,
                BackupSizeInBytes = point.BackupSizeInBytes,
                CreatedBy = backup.CreatedBy,
                CreatedByBackupJobId = backup.Id,
            };
            job.Region.CopyJobs.Add(job.Id, job);
            Schedule(state, job);
        }
    }

    private static void Begin(BackupState state, CopyJob job, DateTimeOffset now)
    {
        if (job.State is not "CREATED")
        {
            return;
        }

        var obstacle = Obstacle(state, job);

        // One copy of a resource at a time: the next waits in CREATED.
        if (obstacle is null && job.Region.CopyTurns.IsTaken(job.ResourceArn))
        {
            job.Region.CopyTurns.Await(job.ResourceArn, at => Begin(state, job, at));
            return;
        }

        obstacle = state.FailureOf(JobKind.Copy, job.Region, job.ResourceArn) ?? obstacle;
        if (obstacle is not null)
        {
            JobEnd.Fail(job, obstacle, now);
            job.Region.CopyTurns.Pass(state.Timeline, job.ResourceArn, now);
            return;
        }

        job.State = "RUNNING";
        job.Region.CopyTurns.Take(job);
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
        }
        else
        {
            var copy = Copy(state, job, Source(job)!, Destination(state, job)!, now);
            job.DestinationRecoveryPointArn = copy.Arn;
            RecoveryPointLifetime.Add(state, copy, now);
            JobEnd.Complete(job, now);
        }

        job.Region.CopyTurns.Pass(state.Timeline, job.ResourceArn, now);
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

        // Snapshots of Multi-AZ DB clusters stay where they are.
        if (source.ResourceType is "RDS" && ResourceTypes.IsCluster(source.ResourceArn))
        {
            return $"Copy job from {job.Region.Name} to {destination.Region.Name} cannot be initiated for RDS resources. Feature is not supported for provided resource type.";
        }

        return CrossAccountObstacle(state, job, destination)
            ?? KeyObstacle(state, job, destination)
            ?? (destination.Lock?.Refuses(LifecycleOfCopy(job, source).RetentionDays) is null ? null : "Copy job failed. The retention specified in the job is not within the range specified for the target Backup Vault.");
    }

    private static string? CrossAccountObstacle(BackupState state, CopyJob job, Vault destination)
    {
        if (string.Equals(destination.Region.AccountId, job.Region.AccountId, StringComparison.Ordinal))
        {
            return null;
        }

        if (state.GlobalSettingsOf(state.World.Options.ManagementAccount).Values["isCrossAccountBackupEnabled"] is not "true")
        {
            return "Copy job failed. Cross-account copy feature is not enabled for the current organization.";
        }

        return !VaultAccess.LetsCopyInto(destination, job)
            ? "Access Denied trying to call AWS Backup service"
            : null;
    }

    private static string? KeyObstacle(BackupState state, CopyJob job, Vault destination)
    {
        if (!destination.HasDefaultKey)
        {
            return state.World.IsKeyUsable(destination.EncryptionKeyArn)
                ? null
                : ServiceFailure.OfRds(
                    $"The target snapshot KMS key [{destination.EncryptionKeyArn}] does not exist, is not enabled or you do not have permissions to access it.", "KMSKeyNotAccessibleFault", 400);
        }

        var staysAtHome = ReferenceEquals(destination.Region, job.Region);
        return ResourceTypes.IsDatabase(job.ResourceType) && !staysAtHome
            ? "Copy job failed because the destination Backup vault is encrypted with the default Backup service managed key. The contents of this vault cannot be copied. Only the contents of a Backup vault encrypted by an AWS KMS key may be copied."
            : null;
    }

    /// <summary>A copy keeps its source's lifecycle unless it has one of its own; -1 is none of its own. Its age counts from its source.</summary>
    private static Lifecycle LifecycleOfCopy(CopyJob job, RecoveryPoint source) =>
        job.Lifecycle.RetentionDays is null ? source.Lifecycle : job.Lifecycle;

    private static RecoveryPoint Copy(BackupState state, CopyJob job, RecoveryPoint source, Vault destination, DateTimeOffset now)
    {
        var staysUnencrypted = source.EncryptionKeyArn is null && source.ResourceType is not "RDS";
        return new RecoveryPoint(
            state.NextSequence(), destination, ResourceTypes.NewRecoveryPointArn(destination.Region, source.ResourceArn, source.ResourceType, $"copyjob-{job.Id}"))
        {
            ResourceArn = source.ResourceArn,
            ResourceType = source.ResourceType,
            Status = "COMPLETED",
            // The copy of a continuous backup is a snapshot of its time; any other is as old as what it was made of.
            CreationDate = source.IsContinuous ? job.CreationDate : source.CreationDate,
            CompletionDate = now,
            BackupSizeInBytes = source.BackupSizeInBytes,
            Lifecycle = LifecycleOfCopy(job, source),
            EncryptionKeyArn = staysUnencrypted ? null : destination.EncryptionKeyArn,
            IamRoleArn = job.IamRoleArn,
            CreatedBy = job.CreatedBy ?? source.CreatedBy,
            SourceBackupVaultArn = source.Vault.Arn,
            Tags = RecoveryPoint.TagsOf(source.Tags),
            Database = source.Database,
        };
    }

    private static RecoveryPoint? Source(CopyJob job) => job.Region.Vaults.Find(job.SourceVaultName)?.FindPoint(job.SourceRecoveryPointArn);

    private static Vault? Destination(BackupState state, CopyJob job) =>
        Arns.Parse(job.DestinationVaultArn) is { } arn ? state.FindVault(arn) : null;
}
