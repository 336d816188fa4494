namespace AwsBackupPlan.Simulator.Backup;

/// <summary>Recovery points of many days, one of each database each day. They are made when they are listed, and take no memory before.</summary>
public sealed record DailyRecoveryPoints
{
    /// <summary>The vault, which is empty so far.</summary>
    public required string VaultName { get; init; }

    /// <summary>What they are backups of.</summary>
    public required IReadOnlyList<string> ResourceArns { get; init; }

    /// <summary>How many days there are.</summary>
    public int Days { get; init; } = 90;

    /// <summary>When the newest of them were made; by default now.</summary>
    public DateTimeOffset? Newest { get; init; }

    /// <summary>Days until each is deleted; by default never.</summary>
    public int? DeleteAfterDays { get; init; }

    /// <summary>The plan that made them; none for such as were made on demand.</summary>
    public string? BackupPlanId { get; init; }

    /// <summary>The vault that they were copied from.</summary>
    public string? SourceBackupVaultArn { get; init; }
}
