namespace AwsBackupPlan;

/// <summary>A database, and how it is protected: by which plan, how well, or why not.</summary>
public sealed record ProtectedResourceInfo
{
    /// <summary>The account (12 digits).</summary>
    public required string AccountId { get; init; }

    /// <summary>The ABS name: of the module's plan that selects it, or else of its tag; empty where there is neither.</summary>
    public required string AbsName { get; init; }

    /// <summary>The database's Region.</summary>
    public required string Region { get; init; }

    /// <summary>The Regions that its plans copy to.</summary>
    public IReadOnlyList<string> CopyRegions { get; init => field = new ValueList<string>(value); } = new ValueList<string>([]);

    /// <summary>The database's ARN.</summary>
    public required string ResourceArn { get; init; }

    /// <summary>Its identifier.</summary>
    public required string ResourceName { get; init; }

    /// <summary>Its type by AWS Backup's name: RDS, Aurora, Neptune or DocumentDB.</summary>
    public required string ResourceType { get; init; }

    /// <summary>Its engine.</summary>
    public string? Engine { get; init; }

    /// <summary>Its state in Amazon RDS, such as <c>available</c>.</summary>
    public string? ResourceStatus { get; init; }

    /// <summary>The instances of a cluster; they are backed up with it.</summary>
    public IReadOnlyList<string> Members { get; init => field = new ValueList<string>(value); } = new ValueList<string>([]);

    /// <summary>Its tags.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init => field = TagMap.Of(value); } = TagMap.None;

    /// <summary>Whether it is protected.</summary>
    public ProtectionStatus Status { get; init; }

    /// <summary>Why it has this status.</summary>
    public required string Reason { get; init; }

    /// <summary>What to do; <see langword="null"/> where nothing is to be done.</summary>
    public string? Remedy { get; init; }

    /// <summary>The plan that backs it up; of several the one with the shortest interval.</summary>
    public string? PlanName { get; init; }

    /// <summary>The plan's id.</summary>
    public string? PlanId { get; init; }

    /// <summary>The vault of its newest recovery point in its own Region.</summary>
    public string? VaultName { get; init; }

    /// <summary>Its newest completed recovery point in its own Region.</summary>
    public string? RecoveryPointArn { get; init; }

    /// <summary>The age of that.</summary>
    public TimeSpan? Age { get; init; }

    /// <summary>The age of the newest copy; of several Regions that of the oldest of these.</summary>
    public TimeSpan? CopyAge { get; init; }

    /// <summary>The recovery point objective: the longest time between two runs of the plan that backs it up.</summary>
    public TimeSpan? RecoveryPointObjective { get; init; }

    /// <summary>When a plan backs it up next.</summary>
    public DateTimeOffset? NextRun { get; init; }

    /// <summary>The first point in time that its automated or continuous backups can restore.</summary>
    public DateTimeOffset? EarliestRestorableTime { get; init; }

    /// <summary>The last such point in time.</summary>
    public DateTimeOffset? LatestRestorableTime { get; init; }

    /// <summary>Its own Region, and those that it is copied to.</summary>
    public IReadOnlyList<RegionalProtectionInfo> Regions { get; init => field = new ValueList<RegionalProtectionInfo>(value); } = new ValueList<RegionalProtectionInfo>([]);

    /// <summary>What every selection of the Region does with it, those that take it first.</summary>
    public IReadOnlyList<ProtectionMatchInfo> Matches { get; init => field = new ValueList<ProtectionMatchInfo>(value); } = new ValueList<ProtectionMatchInfo>([]);

    /// <summary>Its name and status.</summary>
    public override string ToString() => $"{ResourceName} ({AccountId}): {Status}";
}
