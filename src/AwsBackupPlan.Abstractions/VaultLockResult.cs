namespace AwsBackupPlan;

/// <summary>What locking one vault did.</summary>
public sealed record VaultLockResult
{
    /// <summary>The account (12 digits).</summary>
    public required string AccountId { get; init; }

    /// <summary>The ABS name.</summary>
    public required string AbsName { get; init; }

    /// <summary>The vault's Region; the primary Region where the whole account failed.</summary>
    public required string Region { get; init; }

    /// <summary>The vault's name.</summary>
    public required string VaultName { get; init; }

    /// <summary>How it is locked now.</summary>
    public VaultLockMode? Mode { get; init; }

    /// <summary>The shortest retention that its lock takes; <see langword="null"/> for any.</summary>
    public long? MinRetentionDays { get; init; }

    /// <summary>The longest retention that its lock takes; <see langword="null"/> for any, for ever too.</summary>
    public long? MaxRetentionDays { get; init; }

    /// <summary>From when on a lock in compliance mode cannot be changed.</summary>
    public DateTimeOffset? LockDate { get; init; }

    /// <summary>How it ended.</summary>
    public required VaultLockStatus Status { get; init; }

    /// <summary>What happened, in a sentence.</summary>
    public required string Message { get; init; }

    /// <summary>What to do next, where something is to be done.</summary>
    public string? Remedy { get; init; }

    /// <summary>How long the work on the account took.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>Vault, account and status.</summary>
    public override string ToString() => $"{AccountId} {VaultName} ({Region}): {Status}";
}
