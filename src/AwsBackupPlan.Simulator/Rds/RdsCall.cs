using AwsBackupPlan.Simulator.Protocol;

namespace AwsBackupPlan.Simulator.Rds;

/// <summary>One call of an operation, with the Region's lock held.</summary>
/// <param name="World">The clock and the options.</param>
/// <param name="Region">The databases of the caller's account and Region.</param>
/// <param name="Request">The request.</param>
/// <param name="Input">Its parameters.</param>
internal sealed record RdsCall(SimulatorWorld World, DatabaseRegion Region, SimulatedRequest Request, OperationInput Input)
{
    /// <summary>The ARN of a database.</summary>
    public string ArnOf(string identifier, bool isCluster) =>
        $"arn:{Request.Partition}:rds:{Request.Region}:{Request.AccountId}:{(isCluster ? "cluster" : "db")}:{identifier}";

    /// <summary>The database of an identifier or ARN.</summary>
    /// <exception cref="SimulatedException">There is none.</exception>
    public Database Find(string reference, bool isCluster)
    {
        var identifier = (Arn.TryParse(reference, out var arn) ? arn.Resource[(arn.Resource.IndexOf(':', StringComparison.Ordinal) + 1)..] : reference).ToLowerInvariant();
        return Region.Of(isCluster).GetValueOrDefault(identifier) ?? throw (isCluster
            ? new SimulatedException("DBClusterNotFoundFault", $"DBCluster {identifier} not found.", 404)
            : new SimulatedException("DBInstanceNotFound", $"DBInstance {identifier} not found.", 404));
    }
}
