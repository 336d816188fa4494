using Amazon.Runtime.Internal;

namespace Amazon.Backup.Internal;

/// <summary>What AWSSDK.Core wants to know of the service.</summary>
internal sealed class AmazonBackupMetadata : IServiceMetadata
{
    internal const string Id = "Backup";

    public string ServiceId => Id;

    public IDictionary<string, string> OperationNameMapping { get; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
