namespace AwsBackupPlan.Simulator.Backup.Vaults;

/// <summary>A Vault Lock. With a lock date it is in compliance mode and cannot be changed from then on.</summary>
internal sealed record VaultLock(long? MinRetentionDays, long? MaxRetentionDays, DateTimeOffset? LockDate)
{
    public bool IsImmutable(DateTimeOffset now) => LockDate <= now;

    /// <summary>Why a job with that retention fails, or <see langword="null"/>. No retention is "for ever".</summary>
    public string? Refuses(long? retentionDays) => retentionDays switch
    {
        _ when retentionDays is { } days && days < MinRetentionDays =>
            $"The retention period of {days} days is shorter than the minimum retention period of {MinRetentionDays} days of the vault lock.",
        _ when MaxRetentionDays is not null && (retentionDays ?? long.MaxValue) > MaxRetentionDays =>
            $"The retention period is longer than the maximum retention period of {MaxRetentionDays} days of the vault lock.",
        _ => null,
    };
}
