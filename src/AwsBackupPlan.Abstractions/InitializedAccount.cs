namespace AwsBackupPlan;

/// <summary>What giving an account its keys, aliases, plan parameter and settings did.</summary>
public sealed record InitializedAccount
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

    /// <summary>The alias of the key, the same in every Region.</summary>
    public string? KeyAlias { get; init; }

    /// <summary>The id of the key, the same in every Region, where there is one.</summary>
    public string? KeyId { get; init; }

    /// <summary>The ARNs of the keys that exist, primary Region first.</summary>
    public IReadOnlyList<string> KeyArn { get; init => field = new ValueList<string>(value); } = new ValueList<string>([]);

    /// <summary>The name of the parameter with the plan document.</summary>
    public string? PlanParameterName { get; init; }

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
