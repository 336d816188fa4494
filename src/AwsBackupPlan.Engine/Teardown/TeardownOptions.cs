namespace AwsBackupPlan.Engine.Teardown;

/// <summary>How the resources of a backup set are taken down.</summary>
public sealed record TeardownOptions
{
    /// <summary>The key of the tag that marks what belongs to the set.</summary>
    public string TagKey { get; init; } = "ABS";

    /// <summary>Remove plan and selections, and leave vaults and recovery points.</summary>
    public bool KeepRecoveryPoints { get; init; }

    /// <summary>What becomes of the continuous backups.</summary>
    public ContinuousBackupRemoval ContinuousBackup { get; init; }

    /// <summary>How long to wait for running jobs, for recovery points to go, and for vaults to let themselves be deleted.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(1800);

    /// <summary>When the waiting is over at the latest, however long <see cref="Timeout"/> is and whenever the removal has begun: for a process that is ended at a certain time.</summary>
    public DateTimeOffset? Until { get; init; }
}
