namespace AwsBackupPlan.Simulator.Backup.Jobs;

/// <summary>Jobs that a test wants to fail.</summary>
/// <param name="Kind">Which jobs.</param>
/// <param name="Region">The account and Region of the job.</param>
/// <param name="ResourceArn">What is backed up, copied or restored.</param>
/// <param name="Message">What the job says.</param>
internal sealed record FailureOnDemand(JobKind Kind, BackupRegion Region, string ResourceArn, string Message)
{
    /// <summary>How many jobs are still to fail.</summary>
    public int Times { get; set; }
}
