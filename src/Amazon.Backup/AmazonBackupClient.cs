using Amazon.Backup.Internal;
using Amazon.Backup.Model;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace Amazon.Backup;

/// <summary>A client of AWS Backup. It can be used by several threads, and one client for each account and Region is best kept.</summary>
public partial class AmazonBackupClient : AmazonServiceClient, IAmazonBackup
{
    private static readonly AmazonBackupMetadata Metadata = new();

    /// <summary>Makes a client with the default credentials and Region.</summary>
    public AmazonBackupClient()
        : base(new AmazonBackupConfig())
    {
    }

    /// <summary>Makes a client with the default credentials.</summary>
    /// <param name="region">The Region to call.</param>
    public AmazonBackupClient(RegionEndpoint region)
        : base(new AmazonBackupConfig { RegionEndpoint = region })
    {
    }

    /// <summary>Makes a client with the default credentials.</summary>
    /// <param name="config">The configuration.</param>
    public AmazonBackupClient(AmazonBackupConfig config)
        : base(config)
    {
    }

    /// <summary>Makes a client for the default Region.</summary>
    /// <param name="credentials">The credentials.</param>
    public AmazonBackupClient(AWSCredentials credentials)
        : this(credentials, new AmazonBackupConfig())
    {
    }

    /// <summary>Makes a client.</summary>
    /// <param name="credentials">The credentials.</param>
    /// <param name="region">The Region to call.</param>
    public AmazonBackupClient(AWSCredentials credentials, RegionEndpoint region)
        : this(credentials, new AmazonBackupConfig { RegionEndpoint = region })
    {
    }

    /// <summary>Makes a client.</summary>
    /// <param name="credentials">The credentials.</param>
    /// <param name="clientConfig">The configuration.</param>
    public AmazonBackupClient(AWSCredentials credentials, AmazonBackupConfig clientConfig)
        : base(credentials, clientConfig)
    {
    }

    /// <summary>Makes a client with a long-term key for the default Region.</summary>
    /// <param name="awsAccessKeyId">The access key id.</param>
    /// <param name="awsSecretAccessKey">The secret access key.</param>
    public AmazonBackupClient(string awsAccessKeyId, string awsSecretAccessKey)
        : this(awsAccessKeyId, awsSecretAccessKey, new AmazonBackupConfig())
    {
    }

    /// <summary>Makes a client with a long-term key.</summary>
    /// <param name="awsAccessKeyId">The access key id.</param>
    /// <param name="awsSecretAccessKey">The secret access key.</param>
    /// <param name="region">The Region to call.</param>
    public AmazonBackupClient(string awsAccessKeyId, string awsSecretAccessKey, RegionEndpoint region)
        : this(awsAccessKeyId, awsSecretAccessKey, new AmazonBackupConfig { RegionEndpoint = region })
    {
    }

    /// <summary>Makes a client with a long-term key.</summary>
    /// <param name="awsAccessKeyId">The access key id.</param>
    /// <param name="awsSecretAccessKey">The secret access key.</param>
    /// <param name="clientConfig">The configuration.</param>
    public AmazonBackupClient(string awsAccessKeyId, string awsSecretAccessKey, AmazonBackupConfig clientConfig)
        : base(awsAccessKeyId, awsSecretAccessKey, clientConfig)
    {
    }

    /// <summary>Makes a client with a session's key for the default Region.</summary>
    /// <param name="awsAccessKeyId">The access key id.</param>
    /// <param name="awsSecretAccessKey">The secret access key.</param>
    /// <param name="awsSessionToken">The session token.</param>
    public AmazonBackupClient(string awsAccessKeyId, string awsSecretAccessKey, string awsSessionToken)
        : this(awsAccessKeyId, awsSecretAccessKey, awsSessionToken, new AmazonBackupConfig())
    {
    }

    /// <summary>Makes a client with a session's key.</summary>
    /// <param name="awsAccessKeyId">The access key id.</param>
    /// <param name="awsSecretAccessKey">The secret access key.</param>
    /// <param name="awsSessionToken">The session token.</param>
    /// <param name="region">The Region to call.</param>
    public AmazonBackupClient(string awsAccessKeyId, string awsSecretAccessKey, string awsSessionToken, RegionEndpoint region)
        : this(awsAccessKeyId, awsSecretAccessKey, awsSessionToken, new AmazonBackupConfig { RegionEndpoint = region })
    {
    }

    /// <summary>Makes a client with a session's key.</summary>
    /// <param name="awsAccessKeyId">The access key id.</param>
    /// <param name="awsSecretAccessKey">The secret access key.</param>
    /// <param name="awsSessionToken">The session token.</param>
    /// <param name="clientConfig">The configuration.</param>
    public AmazonBackupClient(string awsAccessKeyId, string awsSecretAccessKey, string awsSessionToken, AmazonBackupConfig clientConfig)
        : base(awsAccessKeyId, awsSecretAccessKey, awsSessionToken, clientConfig)
    {
    }

    /// <inheritdoc/>
    public IBackupPaginatorFactory Paginators => new BackupPaginatorFactory(this);

    /// <inheritdoc/>
    protected override IServiceMetadata ServiceMetadata => Metadata;

    /// <inheritdoc/>
    public Amazon.Runtime.Endpoints.Endpoint DetermineServiceOperationEndpoint(AmazonWebServiceRequest request) =>
        Config.DetermineServiceOperationEndpoint(new Amazon.Runtime.Endpoints.ServiceOperationEndpointParameters(request));

    /// <inheritdoc/>
    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        pipeline.RemoveHandler<EndpointResolver>();
        pipeline.AddHandlerAfter<Marshaller>(new AmazonBackupEndpointResolver());
        pipeline.AddHandlerAfter<Marshaller>(new AmazonBackupAuthSchemeHandler());
    }

    private static InvokeOptions Options<TResponse>(ReadValue<TResponse> read)
        where TResponse : AmazonWebServiceResponse =>
        new() { RequestMarshaller = BackupRequestMarshaller.Instance, ResponseUnmarshaller = new BackupResponseUnmarshaller<TResponse>(read) };

    private Task<TResponse> SendAsync<TResponse>(AmazonBackupRequest request, ReadValue<TResponse> read, CancellationToken cancellationToken)
        where TResponse : AmazonWebServiceResponse, new() =>
        InvokeAsync<TResponse>(request, Options(read), cancellationToken);

#if NETFRAMEWORK
    private TResponse Send<TResponse>(AmazonBackupRequest request, ReadValue<TResponse> read)
        where TResponse : AmazonWebServiceResponse, new() =>
        Invoke<TResponse>(request, Options(read));
#endif
}
