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

    /// <summary>What stands above everything else, by AWS Backup's names. None has an empty value.</summary>
    public IReadOnlyDictionary<string, object?> Metadata { get; init; } = new Dictionary<string, object?>(StringComparer.Ordinal);

    /// <summary>Identifiers that recovery points of several backup sets of the account and Region are to be restored as. None of those begins.</summary>
    public IReadOnlyCollection<string> SharedIdentifiers { get; init; } = [];

    /// <summary>The identifier that a recovery point is to be restored as, as far as is known before it is read.</summary>
    public string? IdentifierOf(NamedPoint point)
    {
        var (instance, cluster) = (Given("DBInstanceIdentifier"), Given("DBClusterIdentifier"));
        return point.RecoveryPointArn.Contains(":cluster-snapshot:", StringComparison.Ordinal) ? cluster ?? point.Identifier ?? instance : instance ?? point.Identifier ?? cluster;
    }

    private string? Given(string name) => Metadata.FirstOrDefault(pair => string.Equals(pair.Key, name, StringComparison.OrdinalIgnoreCase)).Value?.ToString();
}
