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

    /// <summary>Its tags; empty where they were not read.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
