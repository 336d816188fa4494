using System.Xml.Linq;
using AwsBackupPlan.Simulator.Protocol;

namespace AwsBackupPlan.Simulator.Rds;

/// <summary>Lists of databases.</summary>
internal static class DatabaseListing
{
    /// <summary>DescribeDBInstances.</summary>
    public static IEnumerable<XElement> DescribeDBInstances(RdsCall call) => Describe(
        call, isCluster: false, "DBInstanceIdentifier", "DBInstances", database => DatabaseXml.Instance(database, call.World.Now));

    /// <summary>DescribeDBClusters, which lists Neptune, DocumentDB and Multi-AZ DB clusters as well.</summary>
    public static IEnumerable<XElement> DescribeDBClusters(RdsCall call) => Describe(
        call, isCluster: true, "DBClusterIdentifier", "DBClusters", database => DatabaseXml.Cluster(database, Members(call, database), call.World.Now));

    private static List<XElement> Describe(RdsCall call, bool isCluster, string identifierMember, string listMember, Func<Database, XElement> write)
    {
        var most = call.Input.Number("MaxRecords") ?? 100;
        if (most is < 20 or > 100)
        {
            throw new SimulatedException("InvalidParameterValue", $"Invalid value {most} for MaxRecords. Must be between 20 and 100");
        }

        IEnumerable<Database> databases = call.Input.Text(identifierMember) is { } identifier ? [call.Find(identifier, isCluster)] : call.Region.Of(isCluster).Values;
        var filters = call.Input.Structures("Filters");
        var page = Paging.Page(
            databases.Where(database => filters.All(filter => Matches(call, database, filter))),
            static database => database.Identifier,
            call.Input.Text("Marker"),
            call.World.PageSize(most, most),
            static () => new SimulatedException("InvalidParameterValue", "The parameter Marker is not valid."));
        List<XElement> result = [new(listMember, page.Items.Select(write))];
        if (page.NextToken is not null)
        {
            result.Insert(0, new XElement("Marker", page.NextToken));
        }

        return result;
    }

    private static IEnumerable<Database> Members(RdsCall call, Database cluster) =>
        call.Region.Instances.Values.Where(instance => string.Equals(instance.ClusterIdentifier, cluster.Identifier, StringComparison.Ordinal));

    private static bool Matches(RdsCall call, Database database, OperationInput filter)
    {
        var name = filter.Text("Name") ?? string.Empty;
        var actual = (name, database.IsCluster) switch
        {
            ("engine", _) => database.Engine,
            ("db-cluster-id", true) or ("db-instance-id", false) => database.Identifier,
            ("db-cluster-id", false) => database.ClusterIdentifier,
            _ => throw new SimulatedException("InvalidParameterValue", $"Unrecognized filter name: {name}"),
        };
        return filter.Texts("Values").Any(value =>
            string.Equals(actual, value, StringComparison.OrdinalIgnoreCase)
            || (actual is not null && name is not "engine" && string.Equals(call.ArnOf(actual, name is "db-cluster-id"), value, StringComparison.Ordinal)));
    }
}
