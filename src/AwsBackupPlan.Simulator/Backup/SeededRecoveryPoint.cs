using AwsBackupPlan.Simulator.Backup.RecoveryPoints;

namespace AwsBackupPlan.Simulator.Backup;

/// <summary>A recovery point that a test wants to find in a vault.</summary>
public sealed record SeededRecoveryPoint
{
    /// <summary>The vault, which must exist.</summary>
    public required string VaultName { get; init; }

    /// <summary>What it is a backup of.</summary>
    public required string ResourceArn { get; init; }

    /// <summary>Its ARN; by default one of the form that the resource's type has.</summary>
    public string? Arn { get; init; }

    /// <summary>COMPLETED, PARTIAL, DELETING, EXPIRED, AVAILABLE, STOPPED or CREATING.</summary>
    public string Status { get; init; } = "COMPLETED";

    /// <summary>When it was made; by default now.</summary>
    public DateTimeOffset? CreationDate { get; init; }

    /// <summary>When it was complete; by default when it was made. A copy is as old as what it was made of, and complete later.</summary>
    public DateTimeOffset? CompletionDate { get; init; }

    /// <summary>Days until it is deleted; by default never.</summary>
    public int? DeleteAfterDays { get; init; }

    /// <summary>Whether it is the continuous backup of its resource, which is AVAILABLE and has an ARN of its own form.</summary>
    public bool IsContinuous { get; init; }

    /// <summary>Its size.</summary>
    public long BackupSizeInBytes { get; init; } = 20L << 30;

    /// <summary>The key it is encrypted with; by default the vault's.</summary>
    public string? EncryptionKeyArn { get; init; }

    /// <summary>Whether it is encrypted; the backup of an unencrypted database is not. AWS Backup says nothing of it when <see langword="null"/>.</summary>
    public bool? IsEncrypted { get; init; } = true;

    /// <summary>The role that made it; by default <c>AWSBackup-Custom</c> of the account.</summary>
    public string? IamRoleArn { get; init; }

    /// <summary>The plan that made it; none for one made on demand.</summary>
    public string? BackupPlanId { get; init; }

    /// <summary>The composite recovery point that it is nested in.</summary>
    public string? ParentRecoveryPointArn { get; init; }

    /// <summary>Whether it is a composite recovery point.</summary>
    public bool IsParent { get; init; }

    /// <summary>What becomes of an attempt to delete it.</summary>
    public RecoveryPointDeletion Deletion { get; init; }

    /// <summary>How many attempts go as <see cref="Deletion"/> says, before they go normally.</summary>
    public int DeletionAttempts { get; init; } = int.MaxValue;
}
