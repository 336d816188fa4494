namespace AwsBackupPlan;

/// <summary>What the work on the audit of a backup set did in one Region.</summary>
public sealed record BackupAuditResult
{
    /// <summary>The account (12 digits).</summary>
    public required string AccountId { get; init; }

    /// <summary>The ABS name.</summary>
    public required string AbsName { get; init; }

    /// <summary>The Region; the primary Region where the whole account failed.</summary>
    public required string Region { get; init; }

    /// <summary>The name of the framework.</summary>
    public required string FrameworkName { get; init; }

    /// <summary>Its ARN, where it exists.</summary>
    public string? FrameworkArn { get; init; }

    /// <summary>Whether AWS Config records in the Region; <see langword="null"/> where that could not be told.</summary>
    public bool? IsRecording { get; init; }

    /// <summary>How it ended.</summary>
    public required BackupAuditStatus Status { get; init; }

    /// <summary>The framework and the report plans, with what had to happen to each.</summary>
    public IReadOnlyList<ResourceChange> Changes { get; init => field = new ValueList<ResourceChange>(value); } = new ValueList<ResourceChange>([]);

    /// <summary>What happened, in a sentence.</summary>
    public required string Message { get; init; }

    /// <summary>What to do next, where something is to be done.</summary>
    public string? Remedy { get; init; }

    /// <summary>How long the work on the account took.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>Framework, account and status.</summary>
    public override string ToString() => $"{AccountId} {FrameworkName} ({Region}): {Status}";
}
