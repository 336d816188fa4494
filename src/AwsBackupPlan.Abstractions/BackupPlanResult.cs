namespace AwsBackupPlan;

/// <summary>What bringing one account to its desired state did.</summary>
public sealed record BackupPlanResult
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
    public required DeploymentStatus Status { get; init; }

    /// <summary>The plan's id, where there is a plan.</summary>
    public string? PlanId { get; init; }

    /// <summary>The plan's name.</summary>
    public string? PlanName { get; init; }

    /// <summary>The plan's ARN, where there is a plan.</summary>
    public string? PlanArn { get; init; }

    /// <summary>The id of the plan's current version.</summary>
    public string? PlanVersionId { get; init; }

    /// <summary>The selection's id, where there is one.</summary>
    public string? SelectionId { get; init; }

    /// <summary>The selection's name.</summary>
    public string? SelectionName { get; init; }

    /// <summary>The name of the vault, the same in every Region.</summary>
    public string? VaultName { get; init; }

    /// <summary>The ARNs of the vaults that exist, primary Region first.</summary>
    public IReadOnlyList<string> VaultArn { get; init => field = new ValueList<string>(value); } = new ValueList<string>([]);

    /// <summary>Every resource and what happened, or would have to happen, to it.</summary>
    public IReadOnlyList<ResourceChange> Changes { get; init => field = new ValueList<ResourceChange>(value); } = new ValueList<ResourceChange>([]);

    /// <summary>What happened, in a sentence.</summary>
    public required string Message { get; init; }

    /// <summary>What to do next, where something is to be done.</summary>
    public string? Remedy { get; init; }

    /// <summary>How long it took.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>Account and status.</summary>
    public override string ToString() => $"{AccountId} {AbsName}: {Status}";
}
