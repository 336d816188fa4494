using Amazon.Runtime;

namespace Amazon.Backup.Internal;

/// <summary>The defaults modes that the SDKs have in common (<c>AWS_DEFAULTS_MODE</c>): they differ in the time to connect.</summary>
internal static class AmazonBackupDefaultConfiguration
{
    internal static IDefaultConfiguration[] All { get; } =
    [
        Make(DefaultConfigurationMode.Standard, 3100),
        Make(DefaultConfigurationMode.InRegion, 1100),
        Make(DefaultConfigurationMode.CrossRegion, 3100),
        Make(DefaultConfigurationMode.Mobile, 30000),
        Make(DefaultConfigurationMode.Auto, 1100),
    ];

    private static DefaultConfiguration Make(DefaultConfigurationMode mode, int connectMilliseconds) => new()
    {
        Name = mode,
        RetryMode = RequestRetryMode.Standard,
        S3UsEast1RegionalEndpoint = S3UsEast1RegionalEndpointValue.Regional,
        ConnectTimeout = TimeSpan.FromMilliseconds(connectMilliseconds),
        TlsNegotiationTimeout = TimeSpan.FromMilliseconds(connectMilliseconds),
    };
}
