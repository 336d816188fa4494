namespace AwsBackupPlan.Engine.Monitoring.OnDemand;

/// <summary>How jobs are started, whatever they do.</summary>
public abstract record JobStartOptions
{
    /// <summary>The name of the role that AWS Backup assumes, or its whole ARN.</summary>
    public string BackupRoleName { get; init; } = "AWSBackup-Custom";

    /// <summary>A text that makes repetitions known: what was begun with it is not begun again. Without it each start is one of its own.</summary>
    public string? IdempotencyToken { get; init; }
}
