using Amazon.Backup.Internal;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Util.Internal;
using AwsBackupPlan.Engine.Accounts.Calls;

namespace AwsBackupPlan.Engine.Accounts.Configuration;

/// <summary>How AWS Config is called: endpoint, retries, time-outs, proxy and the like, all as AWSSDK.Core has them.</summary>
internal sealed class ConfigurationConfig : ClientConfig
{
    private static readonly string UserAgentText = InternalSDKUtils.BuildUserAgentString(ConfigurationMetadata.Id, typeof(ConfigurationConfig).Assembly.GetName().Version!.ToString(3));

    public ConfigurationConfig()
        : base(new DefaultConfigurationProvider(ServiceDefaults.Modes))
    {
        // Also the name of the setting AWS_ENDPOINT_URL_CONFIG_SERVICE.
        ServiceId = ConfigurationMetadata.Id;
        AuthenticationServiceName = "config";
        EndpointProvider = new ConfigurationEndpoint();
    }

    public override string RegionEndpointServiceName => "config";

    public override string ServiceVersion => "2014-11-12";

    public override string UserAgent => UserAgentText;

    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) =>
        ServiceDefaults.EndpointOf(parameters, this, ServiceId, new RegionalEndpointResolver());
}
