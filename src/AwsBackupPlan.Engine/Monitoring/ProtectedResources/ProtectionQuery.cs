namespace AwsBackupPlan.Engine.Monitoring.ProtectedResources;

/// <summary>Which databases are wanted.</summary>
public sealed record ProtectionQuery
{
    /// <summary>The key of the tag that marks what belongs to a backup set.</summary>
    public string TagKey { get; init; } = "ABS";

    /// <summary>ARNs or names of databases, or wildcard patterns of them; all when empty.</summary>
    public IReadOnlyList<string> Resources { get; init; } = [];

    /// <summary>The statuses that are wanted; all when empty.</summary>
    public IReadOnlyList<ProtectionStatus> Statuses { get; init; } = [];

    /// <summary>Learns which names are there.</summary>
    public SoughtNames? Sought { get; init; }
}
