using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Util.Internal;

namespace AwsBackupPlan.Engine.Accounts.Organizations;

/// <summary>How AWS Organizations is called: endpoint, retries, time-outs, proxy and the like, all as AWSSDK.Core has them.</summary>
internal sealed class OrganizationsConfig : ClientConfig
{
    private static readonly string UserAgentText = InternalSDKUtils.BuildUserAgentString(OrganizationsMetadata.Id, typeof(OrganizationsConfig).Assembly.GetName().Version!.ToString(3));

    private static readonly IDefaultConfiguration[] DefaultsModes =
    [
        Defaults(DefaultConfigurationMode.Standard, 3100),
        Defaults(DefaultConfigurationMode.InRegion, 1100),
        Defaults(DefaultConfigurationMode.CrossRegion, 3100),
        Defaults(DefaultConfigurationMode.Mobile, 30000),
        Defaults(DefaultConfigurationMode.Auto, 1100),
    ];

    public OrganizationsConfig()
        : base(new DefaultConfigurationProvider(DefaultsModes))
    {
        // Also the name of the setting AWS_ENDPOINT_URL_ORGANIZATIONS.
        ServiceId = OrganizationsMetadata.Id;
        AuthenticationServiceName = "organizations";
        EndpointProvider = new OrganizationsEndpoint();
    }

    public override string RegionEndpointServiceName => "organizations";

    public override string ServiceVersion => "2016-11-28";

    public override string UserAgent => UserAgentText;

    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters)
    {
        var context = new RequestContext(enableMetrics: false, clientSigner: null)
        {
            ClientConfig = this,
            OriginalRequest = parameters.Request,
            Request = new DefaultRequest(parameters.Request, ServiceId) { AlternateEndpoint = parameters.AlternateEndpoint },
        };
        return new OrganizationsEndpointResolver().GetEndpoint(new Amazon.Runtime.Internal.ExecutionContext(context, responseContext: null));
    }

    /// <summary>The modes that the SDKs have in common (<c>AWS_DEFAULTS_MODE</c>) differ in the time to connect.</summary>
    private static DefaultConfiguration Defaults(DefaultConfigurationMode mode, int connectMilliseconds) => new()
    {
        Name = mode,
        RetryMode = RequestRetryMode.Standard,
        S3UsEast1RegionalEndpoint = S3UsEast1RegionalEndpointValue.Regional,
        ConnectTimeout = TimeSpan.FromMilliseconds(connectMilliseconds),
        TlsNegotiationTimeout = TimeSpan.FromMilliseconds(connectMilliseconds),
    };
}
