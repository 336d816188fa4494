using Amazon.Runtime;
using Amazon.Runtime.Internal;
using AwsBackupPlan.Engine.Accounts.Calls;

namespace AwsBackupPlan.Engine.Accounts.Configuration;

/// <summary>What the module needs of AWS Config, over AWSSDK.Core's public runtime.</summary>
internal sealed class ConfigurationClient : AmazonServiceClient
{
    private static readonly ConfigurationMetadata Metadata = new();

    private static readonly InvokeOptions Options = new() { RequestMarshaller = new ConfigurationMarshaller(), ResponseUnmarshaller = new ConfigurationUnmarshaller() };

    public ConfigurationClient(AWSCredentials credentials, ConfigurationConfig config, CallPipeline pipeline)
        : base(credentials, config) => pipeline.Join(RuntimePipeline);

    /// <inheritdoc/>
    protected override IServiceMetadata ServiceMetadata => Metadata;

    /// <summary>Whether there is a recorder in the Region, and whether it is on.</summary>
    public Task<RecorderStatus> DescribeRecorderAsync(CancellationToken cancellationToken) =>
        InvokeAsync<RecorderStatus>(new DescribeConfigurationRecorderStatusRequest(), Options, cancellationToken);

    /// <inheritdoc/>
    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        pipeline.RemoveHandler<EndpointResolver>();
        pipeline.AddHandlerAfter<Marshaller>(new RegionalEndpointResolver());
        pipeline.AddHandlerAfter<Marshaller>(new SignatureV4());
    }
}
