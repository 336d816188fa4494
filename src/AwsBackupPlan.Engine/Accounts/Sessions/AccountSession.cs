using System.Collections.Concurrent;
using Amazon.Backup;
using Amazon.KeyManagementService;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.S3;
using Amazon.SecurityToken;
using Amazon.SimpleSystemsManagement;
using AwsBackupPlan.Engine.Accounts.Callers;
using AwsBackupPlan.Engine.Accounts.Calls;
using AwsBackupPlan.Engine.Accounts.Configuration;
using AwsBackupPlan.Engine.Accounts.Rds;
using AwsBackupPlan.Engine.Fleet;
using AwsBackupPlan.Engine.Protection;
using AwsBackupPlan.Engine.Showing;

namespace AwsBackupPlan.Engine.Accounts.Sessions;

/// <summary>One piece of work's session in its account: clients for each service and Region, all on the same role session.</summary>
internal sealed class AccountSession(AwsConnection connection, AccountTarget target, string partition, RoleSession role, ICredentialSource credentials, IWorkObserver observer, Secrets secrets) : IDisposable
{
    private readonly ConcurrentDictionary<(string Service, string Region, bool IsOnce), Lazy<AmazonServiceClient>> _clients = new();
    private readonly ConcurrentDictionary<string, bool> _warnings = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, AdaptiveParallelism> _bulks = new(StringComparer.Ordinal);

    /// <summary>The piece of work.</summary>
    public AccountTarget Target { get; } = target;

    /// <summary>The partition of the account: <c>aws</c>, <c>aws-cn</c>, <c>aws-us-gov</c>.</summary>
    public string Partition { get; } = partition;

    /// <summary>Whom to tell about the work.</summary>
    public IWorkObserver Observer { get; } = observer;

    /// <summary>The clock.</summary>
    public TimeProvider Time => connection.Time;

    /// <summary>Whether nothing is to be done, only told.</summary>
    public bool IsDryRun => connection.Options.IsDryRun;

    /// <summary>Warns of something that is come upon again and again, once.</summary>
    public void WarnOnce(string warning)
    {
        if (_warnings.TryAdd(warning, true))
        {
            Observer.Warning(warning);
        }
    }

    /// <summary>How many calls of a bulk run side by side in a Region. It goes down when AWS throttles any call to AWS Backup there.</summary>
    public AdaptiveParallelism Bulk(string region) => _bulks.GetOrAdd(region, _ => new AdaptiveParallelism(Time));

    /// <summary>What must not be shown of the caller and of this session.</summary>
    public Secrets Secrets => secrets;

    /// <summary>A session of the same caller elsewhere.</summary>
    public Task<AccountSession> InAsync(AccountTarget other, SessionScope scope, CancellationToken cancellationToken) => connection.AssumeRoleAsync(other, scope, Observer, secrets, cancellationToken);

    /// <summary>The vaults of other accounts that are copied to.</summary>
    public CentralVaults CentralVaults => connection.CentralVaults;

    /// <summary>The organization of whoever calls.</summary>
    public async Task<string?> OrganizationIdAsync(CancellationToken cancellationToken)
    {
        using var client = await connection.OrganizationsAsync(Observer, cancellationToken).ConfigureAwait(false);
        return await client.OrganizationIdAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Whether AWS lets the role be assumed with another external id than its own, or without any, which the trust policy should refuse. What that would give can do nothing.</summary>
    /// <param name="externalId">The other one; without any when <see langword="null"/>.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="AccountException">It could not be told.</exception>
    public Task<bool> IsAssumableWithExternalIdAsync(string? externalId, CancellationToken cancellationToken) => connection.IsAssumableWithExternalIdAsync(Target, externalId, Observer, secrets, cancellationToken);

    /// <summary>The token service in a Region, asked as this session.</summary>
    public IAmazonSecurityTokenService Sts(string region) => Client("sts", region, pipeline => new TokenClient(Placeholder, connection.Configure(new AmazonSecurityTokenServiceConfig(), region), pipeline));

    /// <summary>AWS Backup in a Region.</summary>
    public IAmazonBackup Backup(string region) => Client("backup", region, pipeline => new BackupClient(Placeholder, connection.Configure(new AmazonBackupConfig(), region), pipeline));

    /// <summary>KMS in a Region, for what must not be sent twice: the SDK tries nothing again.</summary>
    public IAmazonKeyManagementService KmsOnce(string region) => Client("kms", region, pipeline => new KmsClient(Placeholder, Once(connection.Configure(new AmazonKeyManagementServiceConfig(), region)), pipeline), isOnce: true);

    /// <summary>KMS in a Region.</summary>
    public IAmazonKeyManagementService Kms(string region) => Client("kms", region, pipeline => new KmsClient(Placeholder, connection.Configure(new AmazonKeyManagementServiceConfig(), region), pipeline));

    /// <summary>Systems Manager in a Region.</summary>
    public IAmazonSimpleSystemsManagement Ssm(string region) => Client("ssm", region, pipeline => new SsmClient(Placeholder, connection.Configure(new AmazonSimpleSystemsManagementConfig(), region), pipeline));

    /// <summary>Amazon RDS in a Region.</summary>
    public RdsClient Rds(string region) => Client("rds", region, pipeline => new RdsClient(Placeholder, connection.Configure(new RdsConfig(), region), pipeline));

    /// <summary>AWS Config in a Region.</summary>
    public ConfigurationClient Config(string region) => Client("config", region, pipeline => new ConfigurationClient(Placeholder, connection.Configure(new ConfigurationConfig(), region), pipeline));

    /// <summary>Amazon S3 in a Region.</summary>
    public IAmazonS3 S3(string region) => Client("s3", region, pipeline => new S3Client(Placeholder, ConfigureS3(region), pipeline));

    /// <summary>How long an answer may take.</summary>
    public TimeSpan RequestTimeout => connection.Options.RequestTimeout;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var client in _clients.Values)
        {
            client.Value.Dispose();
        }

        role.Dispose();
    }

    // The pipeline replaces it at each attempt; without any, the SDK would go and look for credentials of its own.
    private static AWSCredentials Placeholder { get; } = new BasicAWSCredentials("replaced", "replaced");

    // Elsewhere than at AWS a bucket is no name of a machine. What is set here is not looked for in the environment and in profiles.
    private AmazonS3Config ConfigureS3(string region)
    {
        var config = connection.Configure(new AmazonS3Config(), region);
        config.ForcePathStyle = !string.IsNullOrEmpty(config.ServiceURL);
        config.UseArnRegion = false;
        config.DisableMultiregionAccessPoints = true;
        config.DisableS3ExpressSessionAuth = true;
        config.USEast1RegionalEndpointValue = Amazon.Runtime.S3UsEast1RegionalEndpointValue.Regional;
        config.RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED;
        config.ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED;
        return config;
    }

    private static TConfig Once<TConfig>(TConfig config)
        where TConfig : ClientConfig
    {
        config.MaxErrorRetry = 0;
        return config;
    }

    private TClient Client<TClient>(string service, string region, Func<CallPipeline, TClient> make, bool isOnce = false)
        where TClient : AmazonServiceClient => (TClient)_clients.GetOrAdd(
            (service, region, isOnce),
            _ => new Lazy<AmazonServiceClient>(() => make(new CallPipeline(service, Target.AccountId, region, credentials, Observer, Time, secrets, connection.LimitOf(Target.AccountId, region), Bulk(region).Throttled)))).Value;

    private sealed class BackupClient : AmazonBackupClient
    {
        public BackupClient(AWSCredentials credentials, AmazonBackupConfig config, CallPipeline pipeline)
            : base(credentials, config)
        {
            pipeline.Join(RuntimePipeline);
            // With AWS Backup this says that a quota is used up, not that there were too many calls: trying again only takes time.
            foreach (var retry in RuntimePipeline.Handlers.OfType<RetryHandler>())
            {
                retry.RetryPolicy.ThrottlingErrorCodes.Remove("LimitExceededException");
            }
        }
    }

    private sealed class TokenClient : AmazonSecurityTokenServiceClient
    {
        public TokenClient(AWSCredentials credentials, AmazonSecurityTokenServiceConfig config, CallPipeline pipeline)
            : base(credentials, config) => pipeline.Join(RuntimePipeline);
    }

    private sealed class KmsClient : AmazonKeyManagementServiceClient
    {
        public KmsClient(AWSCredentials credentials, AmazonKeyManagementServiceConfig config, CallPipeline pipeline)
            : base(credentials, config) => pipeline.Join(RuntimePipeline);
    }

    private sealed class SsmClient : AmazonSimpleSystemsManagementClient
    {
        public SsmClient(AWSCredentials credentials, AmazonSimpleSystemsManagementConfig config, CallPipeline pipeline)
            : base(credentials, config) => pipeline.Join(RuntimePipeline);
    }

    private sealed class S3Client : AmazonS3Client
    {
        public S3Client(AWSCredentials credentials, AmazonS3Config config, CallPipeline pipeline)
            : base(credentials, config) => pipeline.Join(RuntimePipeline);
    }
}
