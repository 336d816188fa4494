namespace AwsBackupPlan.Simulator.Backup;

/// <summary>A backup job that a test wants to find. It stays in its state until the test changes it.</summary>
public sealed record SeededBackupJob
{
    /// <summary>The vault it backs up into.</summary>
    public required string VaultName { get; init; }

    /// <summary>What it backs up.</summary>
    public required string ResourceArn { get; init; }

    /// <summary>CREATED, PENDING, RUNNING, ABORTING, ABORTED, COMPLETED, FAILED, EXPIRED or PARTIAL.</summary>
    public string State { get; init; } = "RUNNING";

    /// <summary>Why it is in that state.</summary>
    public string? StatusMessage { get; init; }

    /// <summary>When it was made; by default now.</summary>
    public DateTimeOffset? CreationDate { get; init; }

    /// <summary>When it ended; nothing for one that has not.</summary>
    public DateTimeOffset? CompletionDate { get; init; }

    /// <summary>What it made.</summary>
    public string? RecoveryPointArn { get; init; }

    /// <summary>The job it is part of.</summary>
    public string? ParentJobId { get; init; }

    /// <summary>The plan it belongs to; none for one started on demand.</summary>
    public string? BackupPlanId { get; init; }
}
