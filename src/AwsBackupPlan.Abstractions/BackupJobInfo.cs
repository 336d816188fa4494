namespace AwsBackupPlan;

/// <summary>A job of AWS Backup: a backup, a copy or a restore.</summary>
public sealed record BackupJobInfo
{
    /// <summary>The account (12 digits).</summary>
    public required string AccountId { get; init; }

    /// <summary>The ABS name that the vault is called after; empty for a vault of another name.</summary>
    public required string AbsName { get; init; }

    /// <summary>The Region that the job runs in: of a copy, that of its source.</summary>
    public required string Region { get; init; }

    /// <summary>Whether it is a backup, a copy or a restore.</summary>
    public required BackupJobType JobType { get; init; }

    /// <summary>The id that AWS Backup gave it.</summary>
    public required string JobId { get; init; }

    /// <summary>AWS's word for its state: CREATED, PENDING, RUNNING, ABORTING, ABORTED, COMPLETED, FAILED, EXPIRED, PARTIAL.</summary>
    public required string State { get; init; }

    /// <summary>What AWS says of that, in full.</summary>
    public string? StatusMessage { get; init; }

    /// <summary>What to do about a job that did not complete, where its cause is a common one.</summary>
    public string? Remedy { get; init; }

    /// <summary>The database that is backed up, or that the recovery point is a backup of.</summary>
    public required string ResourceArn { get; init; }

    /// <summary>The name of that.</summary>
    public required string ResourceName { get; init; }

    /// <summary>The type of that, by AWS Backup's name.</summary>
    public string? ResourceType { get; init; }

    /// <summary>The vault that the backup goes into, or that the copied or restored recovery point is in.</summary>
    public string? VaultName { get; init; }

    /// <summary>Of a copy: the vault that it goes to.</summary>
    public string? DestinationVaultArn { get; init; }

    /// <summary>Of a copy: the Region that it goes to.</summary>
    public string? DestinationRegion { get; init; }

    /// <summary>The recovery point that a backup made, or that is copied or restored.</summary>
    public string? RecoveryPointArn { get; init; }

    /// <summary>Of a copy: the recovery point that it made.</summary>
    public string? DestinationRecoveryPointArn { get; init; }

    /// <summary>Of a restore: the database that it made.</summary>
    public string? CreatedResourceArn { get; init; }

    /// <summary>When it was created.</summary>
    public DateTimeOffset? CreationDate { get; init; }

    /// <summary>Its age when it was read.</summary>
    public TimeSpan? Age { get; init; }

    /// <summary>Of a backup: when it has to be begun, before it expires.</summary>
    public DateTimeOffset? StartBy { get; init; }

    /// <summary>When AWS expects it to be complete.</summary>
    public DateTimeOffset? ExpectedCompletionDate { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? CompletionDate { get; init; }

    /// <summary>From its creation to its end, or until it was read.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>How much of it is done, from 0 to 100, as far as AWS says.</summary>
    public double? PercentDone { get; init; }

    /// <summary>Of a backup: the bytes transferred so far.</summary>
    public long? BytesTransferred { get; init; }

    /// <summary>The size of the backup in bytes.</summary>
    public long? BackupSizeInBytes { get; init; }

    /// <summary>The role that AWS Backup runs it with.</summary>
    public string? RoleArn { get; init; }

    /// <summary>The plan that began it; <see langword="null"/> for one that was begun on demand.</summary>
    public string? PlanId { get; init; }

    /// <summary>The rule that began it.</summary>
    public string? RuleName { get; init; }

    /// <summary>The job that it is part of, such as that of a composite backup.</summary>
    public string? ParentJobId { get; init; }

    /// <summary>Type, id and state.</summary>
    public override string ToString() => $"{JobType} {JobId} {State}";
}
