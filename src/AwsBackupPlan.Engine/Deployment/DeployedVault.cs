using AwsBackupPlan.Engine.Protection;

namespace AwsBackupPlan.Engine.Deployment;

/// <summary>A vault as it is in a Region.</summary>
/// <param name="Region">Its Region.</param>
/// <param name="Name">Its name.</param>
/// <param name="Arn">Its ARN.</param>
/// <param name="EncryptionKeyArn">The ARN of its key.</param>
/// <param name="Type">Its type, such as <c>BACKUP_VAULT</c>.</param>
/// <param name="RecoveryPointCount">AWS's count of its recovery points, which can lag.</param>
/// <param name="IsLocked">Whether a vault lock is in force.</param>
internal sealed record DeployedVault(string Region, string Name, string Arn, string? EncryptionKeyArn, string? Type, long RecoveryPointCount, bool IsLocked)
{
    /// <summary>From when on its lock cannot be changed, where that is in compliance mode.</summary>
    public DateTimeOffset? LockDate { get; init; }

    /// <summary>The shortest retention that its lock takes.</summary>
    public long? MinRetentionDays { get; init; }

    /// <summary>The longest retention that its lock takes.</summary>
    public long? MaxRetentionDays { get; init; }

    /// <summary>How it is locked.</summary>
    public VaultLockState Lock => IsLocked ? new(LockDate is null ? VaultLockMode.Governance : VaultLockMode.Compliance, MinRetentionDays, MaxRetentionDays) : VaultLockState.None;

    /// <summary>Whose its key is, such as <c>CUSTOMER_MANAGED_KMS_KEY</c>; <see langword="null"/> where AWS does not say.</summary>
    public string? KeyType { get; init; }

    /// <summary>Whether it is a logically air-gapped vault.</summary>
    public bool IsAirGapped => Type is "LOGICALLY_AIR_GAPPED_BACKUP_VAULT";

    /// <summary>Whether its key is one of AWS's own, which no account sees: a logically air-gapped vault has one unless another was named.</summary>
    public bool IsKeyOfAws => KeyType is "AWS_OWNED_KMS_KEY" || (KeyType is null && IsAirGapped);

    /// <summary>Its access policy; <see langword="null"/> where it has none, or it was not read.</summary>
    public string? AccessPolicy { get; init; }

    /// <summary>Its tags; empty where they were not read.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
