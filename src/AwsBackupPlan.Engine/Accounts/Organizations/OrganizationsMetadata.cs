using Amazon.Runtime.Internal;

namespace AwsBackupPlan.Engine.Accounts.Organizations;

/// <summary>What AWSSDK.Core wants to know of the service.</summary>
internal sealed class OrganizationsMetadata : IServiceMetadata
{
    internal const string Id = "Organizations";

    public string ServiceId => Id;

    public IDictionary<string, string> OperationNameMapping { get; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
