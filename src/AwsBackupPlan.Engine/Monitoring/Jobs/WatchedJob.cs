namespace AwsBackupPlan.Engine.Monitoring.Jobs;

/// <summary>A job that is waited for, and what is known of it so far.</summary>
internal sealed class WatchedJob(WaitedJob job)
{
    /// <summary>Its id.</summary>
    public string Id { get; } = job.JobId;

    /// <summary>What it does; <see langword="null"/> until it has been found out.</summary>
    public BackupJobType? JobType { get; set; } = job.JobType;

    /// <summary>The job as it was when it was last looked at.</summary>
    public BackupJobInfo? Info { get; set; }

    /// <summary>Whether AWS knows of no such job.</summary>
    public bool IsMissing { get; set; }

    /// <summary>Whether there is nothing more to wait for.</summary>
    public bool HasEnded => IsMissing || (Info is { } info && JobStates.IsEnd(info));
}
