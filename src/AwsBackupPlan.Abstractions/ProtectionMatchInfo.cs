namespace AwsBackupPlan;

/// <summary>What one selection of a plan does with a database.</summary>
public sealed record ProtectionMatchInfo
{
    /// <summary>The plan's name.</summary>
    public required string PlanName { get; init; }

    /// <summary>The plan's id.</summary>
    public required string PlanId { get; init; }

    /// <summary>The selection's name.</summary>
    public required string SelectionName { get; init; }

    /// <summary>The selection's id.</summary>
    public required string SelectionId { get; init; }

    /// <summary>Whether the database is backed up for it.</summary>
    public bool IsTaken { get; init; }

    /// <summary>What names the database, with the conditions that hold.</summary>
    public string? MatchedBy { get; init; }

    /// <summary>Why it is not taken; <see langword="null"/> when it is.</summary>
    public string? Reason { get; init; }

    /// <summary>Plan and selection, and what it comes to.</summary>
    public override string ToString() => $"{PlanName}/{SelectionName}: {(IsTaken ? MatchedBy : Reason)}";
}
