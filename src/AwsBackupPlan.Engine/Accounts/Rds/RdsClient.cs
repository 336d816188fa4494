using Amazon.Runtime;
using Amazon.Runtime.Internal;
using AwsBackupPlan.Engine.Accounts.Calls;
using AwsBackupPlan.Engine.Monitoring;

namespace AwsBackupPlan.Engine.Accounts.Rds;

/// <summary>The lists of databases that the module needs of Amazon RDS, over AWSSDK.Core's public runtime.</summary>
internal sealed class RdsClient : AmazonServiceClient
{
    private static readonly RdsMetadata Metadata = new();

    private static readonly InvokeOptions Options = new() { RequestMarshaller = new RdsMarshaller(), ResponseUnmarshaller = new RdsUnmarshaller() };

    public RdsClient(AWSCredentials credentials, RdsConfig config, CallPipeline pipeline)
        : base(credentials, config) => pipeline.Join(RuntimePipeline);

    /// <inheritdoc/>
    protected override IServiceMetadata ServiceMetadata => Metadata;

    /// <summary>The DB instances of the Region, from all pages; members of clusters are among them.</summary>
    public IAsyncEnumerable<Database> InstancesAsync(CancellationToken cancellationToken) => ReadAsync(static marker => new DescribeDBInstancesRequest(marker), cancellationToken);

    /// <summary>The DB clusters of the Region, from all pages.</summary>
    public IAsyncEnumerable<Database> ClustersAsync(CancellationToken cancellationToken) => ReadAsync(static marker => new DescribeDBClustersRequest(marker), cancellationToken);

    /// <inheritdoc/>
    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        pipeline.RemoveHandler<EndpointResolver>();
        pipeline.AddHandlerAfter<Marshaller>(new RegionalEndpointResolver());
        pipeline.AddHandlerAfter<Marshaller>(new SignatureV4());
    }

    private IAsyncEnumerable<Database> ReadAsync(Func<string?, RdsRequest> request, CancellationToken cancellationToken) => Pages.ReadAsync(
        (marker, cancellation) => InvokeAsync<RdsPage>(request(marker), Options, cancellation), static page => page.Databases, static page => page.Marker, cancellationToken);
}
