namespace AwsBackupPlan;

/// <summary>A backup vault.</summary>
public sealed record BackupVaultInfo
{
    /// <summary>The account (12 digits).</summary>
    public required string AccountId { get; init; }

    /// <summary>Its Region.</summary>
    public required string Region { get; init; }

    /// <summary>Its name.</summary>
    public required string VaultName { get; init; }

    /// <summary>Its ARN.</summary>
    public required string VaultArn { get; init; }

    /// <summary>The ARN of the KMS key that encrypts it.</summary>
    public string? EncryptionKeyArn { get; init; }

    /// <summary>AWS's own count of its recovery points, which can lag.</summary>
    public long RecoveryPointCount { get; init; }

    /// <summary>Whether a vault lock is in force.</summary>
    public bool Locked { get; init; }

    /// <summary>How it is locked.</summary>
    public VaultLockMode LockMode { get; init; }

    /// <summary>The shortest retention that its lock takes; <see langword="null"/> for any.</summary>
    public long? MinRetentionDays { get; init; }

    /// <summary>The longest retention that its lock takes; <see langword="null"/> for any, for ever too.</summary>
    public long? MaxRetentionDays { get; init; }

    /// <summary>From when on a lock in compliance mode cannot be changed.</summary>
    public DateTimeOffset? LockDate { get; init; }

    /// <summary>Its name and Region, and how it is locked.</summary>
    public override string ToString() => Locked ? $"{VaultName} ({Region}), locked: {LockMode}, {Retention}" : $"{VaultName} ({Region})";

    private string Retention => (MinRetentionDays, MaxRetentionDays) switch
    {
        (null, null) => "any retention",
        ({ } least, null) => $"{Days(least)} or more",
        (null, { } most) => $"{Days(most)} at most",
        ({ } least, { } most) => $"{least} to {Days(most)}",
    };

    private static string Days(long days) => days == 1 ? "1 day" : $"{days} days";
}
