using Amazon.Runtime.Internal;

namespace AwsBackupPlan.Engine.Accounts.Rds;

/// <summary>What AWSSDK.Core wants to know of the service.</summary>
internal sealed class RdsMetadata : IServiceMetadata
{
    internal const string Id = "RDS";

    public string ServiceId => Id;

    public IDictionary<string, string> OperationNameMapping { get; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
