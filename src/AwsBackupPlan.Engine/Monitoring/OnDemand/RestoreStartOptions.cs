namespace AwsBackupPlan.Engine.Monitoring.OnDemand;

/// <summary>How recovery points are restored: what is left out stays as it was when the backup was made.</summary>
public sealed record RestoreStartOptions : JobStartOptions
{
    /// <summary>The class of the instance.</summary>
    public string? DBInstanceClass { get; init; }

    /// <summary>The subnets.</summary>
    public string? DBSubnetGroupName { get; init; }

    /// <summary>The security groups.</summary>
    public IReadOnlyList<string> VpcSecurityGroupIds { get; init; } = [];

    /// <summary>Whether it has a standby.</summary>
    public bool? MultiAZ { get; init; }

    /// <summary>Whether it can be reached from outside its network. Never unless this says so, whatever its source had.</summary>
    public bool PubliclyAccessible { get; init; }

    /// <summary>The point in time, of a continuous backup; the last one that it has when <see langword="null"/>.</summary>
    public DateTimeOffset? PointInTime { get; init; }

    /// <summary>What stands above everything else, by AWS Backup's names. A value that is <see langword="null"/> takes the name out.</summary>
    public IReadOnlyDictionary<string, object?> Metadata { get; init; } = new Dictionary<string, object?>(StringComparer.Ordinal);
}
