using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using AwsBackupPlan.Engine.Accounts.Calls;

namespace AwsBackupPlan.Engine.Accounts.Organizations;

/// <summary>The lists of AWS Organizations that the module needs, over AWSSDK.Core's public runtime.</summary>
internal sealed class OrganizationsClient : AmazonServiceClient
{
    private static readonly OrganizationsMetadata Metadata = new();

    private static readonly InvokeOptions Options = new() { RequestMarshaller = new OrganizationsMarshaller(), ResponseUnmarshaller = new OrganizationsUnmarshaller() };

    public OrganizationsClient(AWSCredentials credentials, OrganizationsConfig config, CallPipeline pipeline)
        : base(credentials, config) => pipeline.Join(RuntimePipeline);

    /// <inheritdoc/>
    protected override IServiceMetadata ServiceMetadata => Metadata;

    /// <summary>Reads a list to its last page, page by page: each is asked for when the one before has been worked on.</summary>
    /// <param name="request">The request for the page of a token; the first one's is <see langword="null"/>.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public IAsyncEnumerable<OrganizationsPage> PagesAsync(Func<string?, OrganizationsRequest> request, CancellationToken cancellationToken) =>
        Pages.ReadAsync<OrganizationsPage, OrganizationsPage>(
            (token, cancellation) => InvokeAsync<OrganizationsPage>(request(token), Options, cancellation), static page => [page], static page => page.NextToken, cancellationToken);

    /// <summary>Reads a list to its last page, item by item.</summary>
    /// <param name="request">The request for the page of a token; the first one's is <see langword="null"/>.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public IAsyncEnumerable<JsonElement> ItemsAsync(Func<string?, OrganizationsRequest> request, CancellationToken cancellationToken) =>
        Pages.ReadAsync(
            (token, cancellation) => InvokeAsync<OrganizationsPage>(request(token), Options, cancellation), static page => page.Items, static page => page.NextToken, cancellationToken);

    /// <summary>Reads the id of the organization.</summary>
    public async Task<string?> OrganizationIdAsync(CancellationToken cancellationToken)
    {
        await foreach (var organization in ItemsAsync(static _ => new DescribeOrganizationRequest(), cancellationToken).ConfigureAwait(false))
        {
            return OrganizationsPage.Text(organization, "Id");
        }

        return null;
    }

    /// <inheritdoc/>
    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        pipeline.RemoveHandler<EndpointResolver>();
        pipeline.AddHandlerAfter<Marshaller>(new RegionalEndpointResolver());
        pipeline.AddHandlerAfter<Marshaller>(new SignatureV4());
    }
}
