using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace Amazon.Backup.Model;

/// <summary>What the requests of AWS Backup have in common.</summary>
public abstract partial class AmazonBackupRequest : AmazonWebServiceRequest
{
    internal abstract string HttpMethod { get; }

    /// <summary>The path, with labels such as <c>{BackupVaultName}</c> in it.</summary>
    internal abstract string ResourcePath { get; }

    /// <summary>Fills in the labels of the path and the query string.</summary>
    internal abstract void Address(IRequest request);

    /// <summary>Writes the body.</summary>
    /// <returns>False when the operation has none.</returns>
    internal virtual bool WriteBody(Utf8JsonWriter writer) => false;
}
