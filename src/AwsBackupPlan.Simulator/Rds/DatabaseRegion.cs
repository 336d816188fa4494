namespace AwsBackupPlan.Simulator.Rds;

/// <summary>The databases of an account and Region. Whoever uses it holds its <see cref="Lock"/>.</summary>
internal sealed class DatabaseRegion
{
    /// <summary>Guards the databases.</summary>
    public Lock Lock { get; } = new();

    /// <summary>The instances by identifier.</summary>
    public SortedDictionary<string, Database> Instances { get; } = new(StringComparer.Ordinal);

    /// <summary>The clusters by identifier.</summary>
    public SortedDictionary<string, Database> Clusters { get; } = new(StringComparer.Ordinal);

    /// <summary>Those of a kind.</summary>
    public SortedDictionary<string, Database> Of(bool isCluster) => isCluster ? Clusters : Instances;
}
