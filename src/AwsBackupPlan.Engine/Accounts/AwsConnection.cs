using System.Collections.Concurrent;
using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using AwsBackupPlan.Engine.Accounts.Organizations;
using AwsBackupPlan.Engine.Fleet;

namespace AwsBackupPlan.Engine.Accounts;

/// <summary>The way to AWS that all pieces of work of one engine share: the caller, the endpoint, the HTTP connections.</summary>
internal sealed class AwsConnection(ConnectionOptions options, TimeProvider time) : IDisposable
{
    private readonly CallerCredentials _caller = new(options);
    private readonly HttpConnections _http = new(options.RequestTimeout);
    private readonly ConcurrentDictionary<(string AccountId, string Region), CallLimit> _limits = new();

    /// <summary>AWS counts the calls to STS for the caller, so all pieces of work together: whom it throttles is the fleet. Until then only the fleet's own limit counts.</summary>
    private readonly CallLimit _roleLimit = new(start: 1024, most: 1024);

    /// <summary>Organizations takes few calls a second, and takes them for all users of the organization together.</summary>
    private readonly CallLimit _organizationsLimit = new(start: 4, most: 8);

    /// <summary>The clock.</summary>
    public TimeProvider Time => time;

    /// <summary>The partition of a piece of work's account.</summary>
    public string PartitionOf(AccountTarget target) => options.Partition ?? Partitions.Find(target.Region) ?? "aws";

    /// <summary>The bound of the calls to a Region of an account. AWS counts them together, whichever piece of work they belong to.</summary>
    public CallLimit LimitOf(string accountId, string region) => _limits.GetOrAdd((accountId, region), static _ => new CallLimit());

    /// <summary>Assumes the role of a piece of work in its account.</summary>
    /// <exception cref="AccountException">The caller has no credentials, or the role cannot be assumed.</exception>
    public async Task<AccountSession> AssumeRoleAsync(AccountTarget target, IWorkObserver observer, CancellationToken cancellationToken)
    {
        var partition = PartitionOf(target);
        var role = new RoleSession(token => AssumeRoleAsync(target, partition, observer, token), options.SessionDuration, time);
        try
        {
            await role.GetAsync(cancellationToken).ConfigureAwait(false);
            return new AccountSession(this, target, partition, role, observer);
        }
        catch
        {
            role.Dispose();
            throw;
        }
    }

    /// <summary>AWS Organizations as whoever calls sees it; no role of an account is assumed.</summary>
    /// <exception cref="AccountException">The caller has no credentials.</exception>
    public async Task<OrganizationsClient> OrganizationsAsync(IWorkObserver observer)
    {
        const string Account = "of the caller";
        var region = OrganizationsEndpoint.RegionOf(options.Partition ?? "aws") ?? throw new AccountException(
            "PartitionNotKnown",
            FailureCategory.InvalidArgument,
            $"Where AWS Organizations answers in the partition {options.Partition} is not known to this module.",
            "List the accounts with 'aws organizations list-accounts', and pipe them in.");
        var caller = await CallerAsync().ConfigureAwait(false);
        var pipeline = new CallPipeline("organizations", Account, region, _ => CallerAsync(), observer, time, _organizationsLimit);
        return new OrganizationsClient(caller, Configure(new OrganizationsConfig(), region), pipeline);
    }

    /// <summary>Sets up a client for a Region.</summary>
    public TConfig Configure<TConfig>(TConfig config, string region)
        where TConfig : ClientConfig
    {
        config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        if (options.EndpointUrl is { } endpoint)
        {
            config.ServiceURL = endpoint.AbsoluteUri;
        }

        config.AuthenticationRegion = region;
        // The standard mode draws its waits at random, so that a fleet does not come back all at once.
        config.RetryMode = RequestRetryMode.Standard;
        config.MaxErrorRetry = options.MaxRetries;
        _http.Apply(config);
        return config;
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    /// <summary>Whom AWS knows as the caller, with credentials that are good now.</summary>
    private async ValueTask<AWSCredentials> CallerAsync() => await _caller.GetAsync().ConfigureAwait(false);

    private async Task<AWSCredentials> AssumeRoleAsync(AccountTarget target, string partition, IWorkObserver observer, CancellationToken cancellationToken)
    {
        var caller = await _caller.GetAsync().ConfigureAwait(false);
        var pipeline = new CallPipeline("sts", target.AccountId, target.Region, _ => new ValueTask<AWSCredentials>(caller), observer, time, _roleLimit);
        using var sts = new SecurityTokenClient(caller, Configure(new AmazonSecurityTokenServiceConfig(), target.Region), pipeline);
        var request = new AssumeRoleRequest
        {
            RoleArn = RoleArn.For(target.RoleName, target.AccountId, partition),
            RoleSessionName = options.RoleSessionName,
            DurationSeconds = (int)options.SessionDuration.TotalSeconds,
            ExternalId = target.ExternalId,
        };
        try
        {
            var response = await sts.AssumeRoleAsync(request, cancellationToken).ConfigureAwait(false);
            var issued = response.Credentials;
            return new SessionAWSCredentials(issued.AccessKeyId, issued.SecretAccessKey, issued.SessionToken);
        }
        catch (AmazonServiceException exception)
        {
            throw AccountFailures.RoleNotAssumed(exception, target, request.RoleArn);
        }
    }

    private sealed class SecurityTokenClient : AmazonSecurityTokenServiceClient
    {
        public SecurityTokenClient(AWSCredentials credentials, AmazonSecurityTokenServiceConfig config, CallPipeline pipeline)
            : base(credentials, config) => RuntimePipeline.AddHandlerAfter<RetryHandler>(pipeline);
    }
}
