namespace AwsBackupPlan.Cmdlets.Monitoring;

/// <summary>Jobs of one kind that a record of the pipeline, or the command line, names.</summary>
/// <param name="JobType">What they do; found out when <see langword="null"/>.</param>
/// <param name="JobIds">Their ids.</param>
public sealed record JobReference(BackupJobType? JobType, IReadOnlyList<string> JobIds);
