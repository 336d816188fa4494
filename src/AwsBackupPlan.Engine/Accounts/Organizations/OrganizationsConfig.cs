using Amazon.Backup.Internal;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Util.Internal;
using AwsBackupPlan.Engine.Accounts.Calls;

namespace AwsBackupPlan.Engine.Accounts.Organizations;

/// <summary>How AWS Organizations is called: endpoint, retries, time-outs, proxy and the like, all as AWSSDK.Core has them.</summary>
internal sealed class OrganizationsConfig : ClientConfig
{
    private static readonly string UserAgentText = InternalSDKUtils.BuildUserAgentString(OrganizationsMetadata.Id, typeof(OrganizationsConfig).Assembly.GetName().Version!.ToString(3));

    public OrganizationsConfig()
        : base(new DefaultConfigurationProvider(ServiceDefaults.Modes))
    {
        // Also the name of the setting AWS_ENDPOINT_URL_ORGANIZATIONS.
        ServiceId = OrganizationsMetadata.Id;
        AuthenticationServiceName = "organizations";
        EndpointProvider = new OrganizationsEndpoint();
    }

    public override string RegionEndpointServiceName => "organizations";

    public override string ServiceVersion => "2016-11-28";

    public override string UserAgent => UserAgentText;

    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) =>
        ServiceDefaults.EndpointOf(parameters, this, ServiceId, new RegionalEndpointResolver());
}
