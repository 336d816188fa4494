using Amazon.Runtime.Internal;

namespace AwsBackupPlan.Engine.Accounts.Configuration;

/// <summary>What AWSSDK.Core wants to know of the service.</summary>
internal sealed class ConfigurationMetadata : IServiceMetadata
{
    internal const string Id = "Config Service";

    public string ServiceId => Id;

    public IDictionary<string, string> OperationNameMapping { get; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
