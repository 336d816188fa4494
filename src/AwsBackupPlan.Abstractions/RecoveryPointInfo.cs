namespace AwsBackupPlan;

/// <summary>A recovery point in a backup vault.</summary>
public sealed record RecoveryPointInfo
{
    /// <summary>The account (12 digits).</summary>
    public required string AccountId { get; init; }

    /// <summary>The ABS name that the vault is called after; empty for a vault of another name.</summary>
    public required string AbsName { get; init; }

    /// <summary>The Region.</summary>
    public required string Region { get; init; }

    /// <summary>The vault.</summary>
    public required string VaultName { get; init; }

    /// <summary>The recovery point's ARN.</summary>
    public required string RecoveryPointArn { get; init; }

    /// <summary>What it is a backup of.</summary>
    public required string ResourceArn { get; init; }

    /// <summary>The name of that.</summary>
    public required string ResourceName { get; init; }

    /// <summary>The type of that, by AWS Backup's name.</summary>
    public string? ResourceType { get; init; }

    /// <summary>AWS's word for its state: COMPLETED, AVAILABLE, PARTIAL, CREATING, DELETING, EXPIRED, STOPPED.</summary>
    public string? Status { get; init; }

    /// <summary>What AWS says of that.</summary>
    public string? StatusMessage { get; init; }

    /// <summary>When it was begun.</summary>
    public DateTimeOffset? CreationDate { get; init; }

    /// <summary>When it was complete.</summary>
    public DateTimeOffset? CompletionDate { get; init; }

    /// <summary>Its age when it was read.</summary>
    public TimeSpan? Age { get; init; }

    /// <summary>Its size in bytes.</summary>
    public long? BackupSizeInBytes { get; init; }

    /// <summary>When it is deleted; never when <see langword="null"/>.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>When it moves to cold storage; never when <see langword="null"/>. Databases of RDS have none.</summary>
    public DateTimeOffset? MovesToColdStorage { get; init; }

    /// <summary>For how many days it is kept; for ever when <see langword="null"/>.</summary>
    public long? DeleteAfterDays { get; init; }

    /// <summary>Whether it is encrypted.</summary>
    public bool? IsEncrypted { get; init; }

    /// <summary>The key that it is encrypted with.</summary>
    public string? EncryptionKeyArn { get; init; }

    /// <summary>Whether it is a continuous backup.</summary>
    public bool IsContinuous { get; init; }

    /// <summary>The vault that it was copied from; <see langword="null"/> for one that is no copy.</summary>
    public string? SourceVaultArn { get; init; }

    /// <summary>How its vault is locked.</summary>
    public VaultLockMode LockMode { get; init; }

    /// <summary>The legal holds that keep it, by their ids; none when empty, not known when <see langword="null"/>.</summary>
    public IReadOnlyList<string>? LegalHolds { get; init => field = value is null ? null : new ValueList<string>(value); } = new ValueList<string>([]);

    /// <summary>The plan that made it; <see langword="null"/> for one made on demand.</summary>
    public string? PlanId { get; init; }

    /// <summary>The rule that made it.</summary>
    public string? RuleName { get; init; }

    /// <summary>The composite recovery point that it is part of.</summary>
    public string? ParentRecoveryPointArn { get; init; }

    /// <summary>Its ARN.</summary>
    public override string ToString() => RecoveryPointArn;
}
