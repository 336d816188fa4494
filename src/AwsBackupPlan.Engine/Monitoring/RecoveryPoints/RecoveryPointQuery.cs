namespace AwsBackupPlan.Engine.Monitoring.RecoveryPoints;

/// <summary>Which recovery points are wanted.</summary>
public sealed record RecoveryPointQuery
{
    /// <summary>Names of vaults, or wildcard patterns of them; all when empty.</summary>
    public IReadOnlyList<string> Vaults { get; init; } = [];

    /// <summary>ARNs or names of what the recovery points are of, or wildcard patterns of them; all when empty.</summary>
    public IReadOnlyList<string> Resources { get; init; } = [];

    /// <summary>Only those made since.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Only those made before.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>AWS's words for the states that are wanted; all when empty.</summary>
    public IReadOnlyList<string> Statuses { get; init; } = [];

    /// <summary>Of each resource in each Region only the newest; that can be restored, unless <see cref="Statuses"/> says otherwise.</summary>
    public bool Latest { get; init; }

    /// <summary>Learns which names are there.</summary>
    public SoughtNames? Sought { get; init; }
}
