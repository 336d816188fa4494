namespace AwsBackupPlan;

/// <summary>What taking down the resources of one account did.</summary>
public sealed record BackupRemovalResult
{
    /// <summary>The account (12 digits).</summary>
    public required string AccountId { get; init; }

    /// <summary>The ABS name.</summary>
    public required string AbsName { get; init; }

    /// <summary>The primary Region.</summary>
    public required string Region { get; init; }

    /// <summary>The copy Regions.</summary>
    public IReadOnlyList<string> CopyRegion { get; init => field = new ValueList<string>(value); } = new ValueList<string>([]);

    /// <summary>How it ended.</summary>
    public required RemovalStatus Status { get; init; }

    /// <summary>How many selections were deleted.</summary>
    public int SelectionsDeleted { get; init; }

    /// <summary>How many plans were deleted (0 or 1).</summary>
    public int PlansDeleted { get; init; }

    /// <summary>How many recovery points were deleted and are gone, over all Regions.</summary>
    public long RecoveryPointsDeleted { get; init; }

    /// <summary>How many recovery points AWS Backup was still deleting when the time was over; that cannot be undone.</summary>
    public long RecoveryPointsDeleting { get; init; }

    /// <summary>How many continuous backups were given back to the service of their database.</summary>
    public long ContinuousBackupsDisassociated { get; init; }

    /// <summary>How many vaults were deleted.</summary>
    public int VaultsDeleted { get; init; }

    /// <summary>What is still there, and why. With <c>-KeepRecoveryPoints</c> the vaults that were kept.</summary>
    public IReadOnlyList<RemainingResource> Remaining { get; init => field = new ValueList<RemainingResource>(value); } = new ValueList<RemainingResource>([]);

    /// <summary>What happened, in a sentence.</summary>
    public required string Message { get; init; }

    /// <summary>What to do next, where something is to be done.</summary>
    public string? Remedy { get; init; }

    /// <summary>How long it took.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>Account and status.</summary>
    public override string ToString() => $"{AccountId} {AbsName}: {Status}";
}
