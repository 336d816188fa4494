using Amazon.Runtime;

namespace AwsBackupPlan.Engine.Accounts.Organizations;

/// <summary>A request of AWS Organizations for one page of a list. Its class is named after its operation.</summary>
/// <param name="operation">The operation.</param>
/// <param name="member">The member that names what is listed of, where there is one.</param>
/// <param name="id">Its value.</param>
/// <param name="nextToken">The token of the page before.</param>
internal abstract class OrganizationsRequest(string operation, string? member, string? id, string? nextToken) : AmazonWebServiceRequest
{
    /// <summary>The operation.</summary>
    public string Operation { get; } = operation;

    /// <summary>The members that are sent.</summary>
    public IEnumerable<KeyValuePair<string, string>> Members
    {
        get
        {
            if (member is not null)
            {
                yield return new(member, id!);
            }

            if (nextToken is not null)
            {
                yield return new("NextToken", nextToken);
            }
        }
    }
}
