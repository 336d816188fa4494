using Amazon.Backup.Internal;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Util.Internal;
using AwsBackupPlan.Engine.Accounts.Calls;

namespace AwsBackupPlan.Engine.Accounts.Rds;

/// <summary>How Amazon RDS is called: endpoint, retries, time-outs, proxy and the like, all as AWSSDK.Core has them.</summary>
internal sealed class RdsConfig : ClientConfig
{
    private static readonly string UserAgentText = InternalSDKUtils.BuildUserAgentString(RdsMetadata.Id, typeof(RdsConfig).Assembly.GetName().Version!.ToString(3));

    public RdsConfig()
        : base(new DefaultConfigurationProvider(ServiceDefaults.Modes))
    {
        // Also the name of the setting AWS_ENDPOINT_URL_RDS.
        ServiceId = RdsMetadata.Id;
        AuthenticationServiceName = "rds";
        EndpointProvider = new RdsEndpoint();
    }

    public override string RegionEndpointServiceName => "rds";

    public override string ServiceVersion => RdsMarshaller.Version;

    public override string UserAgent => UserAgentText;

    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) =>
        ServiceDefaults.EndpointOf(parameters, this, ServiceId, new RegionalEndpointResolver());
}
