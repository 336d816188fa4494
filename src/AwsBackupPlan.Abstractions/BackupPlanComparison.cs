namespace AwsBackupPlan;

/// <summary>How one account compares with its desired state.</summary>
public sealed record BackupPlanComparison
{
    /// <summary>The account (12 digits).</summary>
    public required string AccountId { get; init; }

    /// <summary>The ABS name.</summary>
    public required string AbsName { get; init; }

    /// <summary>The primary Region.</summary>
    public required string Region { get; init; }

    /// <summary>The copy Regions.</summary>
    public IReadOnlyList<string> CopyRegion { get; init => field = new ValueList<string>(value); } = new ValueList<string>([]);

    /// <summary>The outcome.</summary>
    public required ComparisonStatus Status { get; init; }

    /// <summary>The plan's id, where there is a plan.</summary>
    public string? PlanId { get; init; }

    /// <summary>Every resource and what would have to happen to it.</summary>
    public IReadOnlyList<ResourceChange> Changes { get; init => field = new ValueList<ResourceChange>(value); } = new ValueList<ResourceChange>([]);

    /// <summary>The outcome in a sentence.</summary>
    public required string Message { get; init; }

    /// <summary>What to do next, where something is to be done.</summary>
    public string? Remedy { get; init; }

    /// <summary>How long it took.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>Account and status.</summary>
    public override string ToString() => $"{AccountId} {AbsName}: {Status}";
}
