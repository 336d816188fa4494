using Amazon.Backup.Internal;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Util.Internal;

namespace Amazon.Backup;

/// <summary>How a client calls AWS Backup: Region, endpoint, retries, time-outs, proxy and the like, all as AWSSDK.Core has them.</summary>
public partial class AmazonBackupConfig : ClientConfig
{
    private static readonly string UserAgentText = InternalSDKUtils.BuildUserAgentString("Backup", typeof(AmazonBackupConfig).Assembly.GetName().Version!.ToString(3));

    /// <summary>Makes a configuration with the defaults of the environment and the shared files.</summary>
    public AmazonBackupConfig()
        : base(new DefaultConfigurationProvider(ServiceDefaults.Modes))
    {
        base.ServiceId = AmazonBackupMetadata.Id;
        AuthenticationServiceName = "backup";
        EndpointProvider = new AmazonBackupEndpointProvider();
    }

    /// <summary>The name of the service in settings such as <c>AWS_ENDPOINT_URL_BACKUP</c>.</summary>
    public static new string ServiceId => AmazonBackupMetadata.Id;

    /// <inheritdoc/>
    public override string RegionEndpointServiceName => "backup";

    /// <inheritdoc/>
    public override string ServiceVersion => "2018-11-15";

    /// <inheritdoc/>
    public override string UserAgent => UserAgentText;

    /// <inheritdoc/>
    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) =>
        ServiceDefaults.EndpointOf(parameters, this, ServiceId, new AmazonBackupEndpointResolver());
}
