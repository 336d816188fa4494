namespace AwsBackupPlan;

/// <summary>A resource that was to be removed and is still there.</summary>
public sealed record RemainingResource
{
    /// <summary>The account (12 digits).</summary>
    public required string AccountId { get; init; }

    /// <summary>The ABS name of the backup set.</summary>
    public required string AbsName { get; init; }

    /// <summary>Its Region.</summary>
    public required string Region { get; init; }

    /// <summary>What it is.</summary>
    public required BackupResourceType ResourceType { get; init; }

    /// <summary>Its name; for a recovery point the vault's name.</summary>
    public required string Name { get; init; }

    /// <summary>The vault, for a vault or a recovery point.</summary>
    public string? VaultName { get; init; }

    /// <summary>The ARN of the recovery point, for one.</summary>
    public string? RecoveryPointArn { get; init; }

    /// <summary>Its ARN, where it is known.</summary>
    public string? ResourceArn { get; init; }

    /// <summary>Why it is still there.</summary>
    public required string Reason { get; init; }

    /// <summary>What to do about it.</summary>
    public string? Remedy { get; init; }

    /// <summary>What and why.</summary>
    public override string ToString() => $"{ResourceType} {ResourceArn ?? Name} ({Region}): {Reason}";
}
