namespace AwsBackupPlan.Engine.Monitoring.Jobs;

/// <summary>A job that is waited for.</summary>
/// <param name="JobType">What it does; found out when <see langword="null"/>.</param>
/// <param name="JobId">Its id.</param>
public sealed record WaitedJob(BackupJobType? JobType, string JobId);
