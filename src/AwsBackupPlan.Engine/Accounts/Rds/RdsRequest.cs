using Amazon.Runtime;

namespace AwsBackupPlan.Engine.Accounts.Rds;

/// <summary>A request of Amazon RDS for one page of a list. Its class is named after its operation.</summary>
/// <param name="operation">The operation.</param>
/// <param name="marker">The marker of the page before.</param>
internal abstract class RdsRequest(string operation, string? marker) : AmazonWebServiceRequest
{
    // The service takes 20 to 100.
    private const string LargestPage = "100";

    /// <summary>The parameters that are sent.</summary>
    public IEnumerable<KeyValuePair<string, string>> Parameters
    {
        get
        {
            yield return new("Action", operation);
            yield return new("Version", RdsMarshaller.Version);
            yield return new("MaxRecords", LargestPage);
            if (marker is not null)
            {
                yield return new("Marker", marker);
            }
        }
    }
}
