using Amazon.Backup.Model;
using Amazon.Runtime;

namespace Amazon.Backup;

/// <summary>The operations of AWS Backup, under the names of the official AWSSDK.Backup, which can stand in for this assembly.</summary>
public partial interface IAmazonBackup : IAmazonService, IDisposable
{
    /// <summary>Reads the operations that answer in pages to their end.</summary>
    IBackupPaginatorFactory Paginators { get; }

    /// <summary>Says where a request would go.</summary>
    /// <param name="request">The request.</param>
    /// <returns>The endpoint.</returns>
    Amazon.Runtime.Endpoints.Endpoint DetermineServiceOperationEndpoint(AmazonWebServiceRequest request);

#if NET8_0_OR_GREATER
#pragma warning disable CA1033 // AWSSDK.Core calls these as factories on the interface; a derived client has no use for them.
    /// <inheritdoc/>
    [System.Diagnostics.CodeAnalysis.DynamicDependency(System.Diagnostics.CodeAnalysis.DynamicallyAccessedMemberTypes.PublicProperties, typeof(AmazonBackupConfig))]
    static ClientConfig IAmazonService.CreateDefaultClientConfig() => new AmazonBackupConfig();

    /// <inheritdoc/>
    static IAmazonService IAmazonService.CreateDefaultServiceClient(AWSCredentials awsCredentials, ClientConfig clientConfig) =>
        clientConfig is not AmazonBackupConfig config ? throw new AmazonClientException("An AmazonBackupClient takes an AmazonBackupConfig.")
        : awsCredentials is null ? new AmazonBackupClient(config)
        : new AmazonBackupClient(awsCredentials, config);
#pragma warning restore CA1033
#endif
}
