namespace AwsBackupPlan.Engine.Monitoring.OnDemand;

/// <summary>How databases are backed up on demand.</summary>
public sealed record BackupStartOptions : JobStartOptions
{
    /// <summary>The key of the tag that the plan of a backup set carries.</summary>
    public string TagKey { get; init; } = "ABS";

    /// <summary>The vault; that of the backup set when <see langword="null"/>.</summary>
    public string? BackupVaultName { get; init; }

    /// <summary>After how many days the recovery points are deleted, -1 for never; as long as the plan of the set keeps its own when <see langword="null"/>.</summary>
    public int? RetentionDays { get; init; }

    /// <summary>Minutes within which a job has to start; AWS's default when <see langword="null"/>.</summary>
    public int? StartWindowMinutes { get; init; }

    /// <summary>Minutes within which a job has to be complete; AWS's default when <see langword="null"/>.</summary>
    public int? CompleteWindowMinutes { get; init; }
}
