namespace AwsBackupPlan.Simulator.Backup;

/// <summary>A copy job that a test wants to find. It stays in its state until the test changes it.</summary>
public sealed record SeededCopyJob
{
    /// <summary>The vault it copies from.</summary>
    public required string SourceVaultName { get; init; }

    /// <summary>What it copies.</summary>
    public required string SourceRecoveryPointArn { get; init; }

    /// <summary>The vault it copies into, in any Region or account.</summary>
    public required string DestinationVaultArn { get; init; }

    /// <summary>What the recovery point is a backup of.</summary>
    public required string ResourceArn { get; init; }

    /// <summary>CREATED, RUNNING, COMPLETED, FAILED or PARTIAL.</summary>
    public string State { get; init; } = "RUNNING";

    /// <summary>Why it is in that state.</summary>
    public string? StatusMessage { get; init; }

    /// <summary>When it was made; by default now.</summary>
    public DateTimeOffset? CreationDate { get; init; }

    /// <summary>When it ended; nothing for one that has not.</summary>
    public DateTimeOffset? CompletionDate { get; init; }

    /// <summary>The plan it belongs to; none for one started on demand.</summary>
    public string? BackupPlanId { get; init; }
}
