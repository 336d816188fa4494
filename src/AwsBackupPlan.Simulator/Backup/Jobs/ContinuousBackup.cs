using AwsBackupPlan.Simulator.Backup.RecoveryPoints;
using AwsBackupPlan.Simulator.Backup.Vaults;

namespace AwsBackupPlan.Simulator.Backup.Jobs;

/// <summary>The continuous backup of a database: one recovery point, which the jobs of its rule find in place.</summary>
internal static class ContinuousBackup
{
    /// <summary>Switches it on where it is not. Answers with the reason why that cannot be.</summary>
    public static string? Begin(BackupState state, BackupJob job)
    {
        if (!job.IsContinuous)
        {
            return null;
        }

        if (Find(job) is { } point)
        {
            job.RecoveryPointArn = point.Arn;
            return null;
        }

        if (state.World.ModifyDatabase(job.ResourceArn, (int?)job.Lifecycle.RetentionDays) is { } status)
        {
            return $"Continuous backup cannot be enabled: resource {job.ResourceArn} is {status}, not available.";
        }

        var kind = ResourceTypes.IsCluster(job.ResourceArn) ? "cluster" : "db";
        job.RecoveryPointArn = job.Region.ArnOf($"recovery-point:continuous:{kind}-{BackupState.NewId().Replace("-", string.Empty, StringComparison.Ordinal)[..26]}-{BackupState.NewId()[..8]}");
        return null;
    }

    /// <summary>The recovery point that is there, or else a new one.</summary>
    public static RecoveryPoint Finish(BackupState state, BackupJob job, Vault vault, DateTimeOffset now) => Find(job) ?? BackupJobRun.NewPoint(state, job, vault, now, "AVAILABLE");

    // One that was stopped is not taken up again: a new one begins.
    private static RecoveryPoint? Find(BackupJob job) => job.Region.Vaults.Find(job.VaultName)?.RecoveryPoints.FirstOrDefault(point =>
        point.IsContinuous && point.Status is "AVAILABLE" && string.Equals(point.ResourceArn, job.ResourceArn, StringComparison.Ordinal));
}
