namespace AwsBackupPlan;

/// <summary>One thing that has to be so in an account before backups are made there, and whether it is.</summary>
public sealed record AccountCheck
{
    /// <summary>The account (12 digits).</summary>
    public required string AccountId { get; init; }

    /// <summary>The ABS name.</summary>
    public required string AbsName { get; init; }

    /// <summary>The Region that it was checked in.</summary>
    public required string Region { get; init; }

    /// <summary>The check, such as <c>Key</c> or <c>PlanDocument</c>.</summary>
    public required string Check { get; init; }

    /// <summary>What was found.</summary>
    public required AccountCheckStatus Status { get; init; }

    /// <summary>By what that is told.</summary>
    public required string Evidence { get; init; }

    /// <summary>What to do; <see langword="null"/> where nothing is to be done.</summary>
    public string? Remedy { get; init; }

    /// <summary>Check, Region and status.</summary>
    public override string ToString() => $"{AccountId} {Check} ({Region}): {Status}";
}
