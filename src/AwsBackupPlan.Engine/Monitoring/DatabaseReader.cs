using AwsBackupPlan.Engine.Accounts.Sessions;


namespace AwsBackupPlan.Engine.Monitoring;

/// <summary>Reads the databases of a Region.</summary>
internal sealed class DatabaseReader(AccountSession session)
{
    /// <summary>All clusters, and the instances that are not members of one of them.</summary>
    public async Task<IReadOnlyList<Database>> ReadAsync(string region, CancellationToken cancellationToken)
    {
        var rds = session.Rds(region);
        var reading = ListAsync(rds.ClustersAsync(cancellationToken));
        var instances = await ListAsync(rds.InstancesAsync(cancellationToken)).ConfigureAwait(false);
        var clusters = await reading.ConfigureAwait(false);
        var names = new HashSet<string>(clusters.Select(static cluster => cluster.Identifier), StringComparer.Ordinal);
        // A member whose cluster is not listed (it is going, or not to be seen) must not go missing.
        return [.. clusters, .. instances.Where(instance => instance.ClusterIdentifier is not { } cluster || !names.Contains(cluster))];
    }

    private static async Task<List<Database>> ListAsync(IAsyncEnumerable<Database> databases)
    {
        var list = new List<Database>();
        await foreach (var database in databases.ConfigureAwait(false))
        {
            list.Add(database);
        }

        return list;
    }
}
