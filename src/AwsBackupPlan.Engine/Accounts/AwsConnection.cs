using System.Collections.Concurrent;
using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.SecurityToken;
using AwsBackupPlan.Engine.Accounts.Callers;
using AwsBackupPlan.Engine.Accounts.Calls;
using AwsBackupPlan.Engine.Accounts.Organizations;
using AwsBackupPlan.Engine.Accounts.Sessions;
using AwsBackupPlan.Engine.Fleet;
using AwsBackupPlan.Engine.Protection;
using AwsBackupPlan.Engine.Showing;

namespace AwsBackupPlan.Engine.Accounts;

/// <summary>The way to AWS that all pieces of work of one engine share: the caller, the endpoint, the HTTP connections.</summary>
internal sealed class AwsConnection(ConnectionOptions options, TimeProvider time, HttpConnections? http = null) : IDisposable
{
    private readonly IReadOnlyList<RoleSession> _hops = [.. options.RoleArns.Select(_ => new RoleSession(RoleAssumption.LongestHop, time))];
    private readonly HttpConnections _http = http ?? new HttpConnections(options.RequestTimeout);
    private readonly ConcurrentDictionary<(string AccountId, string Region), CallLimit> _limits = new();

    /// <summary>How long AWS may throttle the assumption of one role before it has failed.</summary>
    private static readonly TimeSpan LongestThrottling = TimeSpan.FromMinutes(3);

    /// <summary>AWS counts the calls to STS for the caller, so all pieces of work together: whom it throttles is the fleet. Until then only the fleet's own limit counts.</summary>
    private readonly CallLimit _roleLimit = new(start: 1024, most: 1024, time);

    /// <summary>Organizations takes few calls a second, and takes them for all users of the organization together.</summary>
    private readonly CallLimit _organizationsLimit = new(start: 4, most: 8, time);

    private CallerCredentials? _caller;

    /// <summary>How the caller is found, and where AWS is.</summary>
    public ConnectionOptions Options => options;

    /// <summary>What nobody is to see, whichever piece of work it is.</summary>
    public Secrets Secrets { get; } = Secrets.Of(options);

    /// <summary>The clock.</summary>
    public TimeProvider Time => time;

    /// <summary>The vaults of other accounts that are copied to.</summary>
    public CentralVaults CentralVaults { get; private set; } = new();

    /// <summary>The partition of a piece of work's account.</summary>
    public string PartitionOf(AccountTarget target) => options.Partition ?? Partitions.Find(target.Region) ?? "aws";

    /// <summary>The bound of the calls to a Region of an account. AWS counts them together, whichever piece of work they belong to.</summary>
    public CallLimit LimitOf(string accountId, string region) => _limits.GetOrAdd((accountId, region), _ => new CallLimit(time: time));

    /// <summary>
    /// Whoever assumes the roles of the accounts and asks about the organization: the caller, or the session of the last role of <c>-RoleArn</c>. Such
    /// sessions are shared by all work of the engine.
    /// </summary>
    /// <param name="region">Where the token service is asked.</param>
    /// <param name="observer">Whom to tell of the calls.</param>
    public ICredentialSource Caller(string region, IWorkObserver observer) => CallerBefore(_hops.Count, region, observer);

    /// <summary>Assumes the role of a piece of work in its account.</summary>
    /// <param name="target">The piece of work.</param>
    /// <param name="scope">What a restricted session is narrowed to.</param>
    /// <param name="observer">Whom to tell of the calls.</param>
    /// <param name="secrets">What nobody is to see of this piece of work.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="AccountException">The caller has no credentials, or the role cannot be assumed.</exception>
    public async Task<AccountSession> AssumeRoleAsync(AccountTarget target, SessionScope scope, IWorkObserver observer, Secrets secrets, CancellationToken cancellationToken)
    {
        var partition = PartitionOf(target);
        CheckHops(target, partition);
        var assumption = new RoleAssumption(target, RoleArn.For(target.RoleName, target.AccountId, partition), options.RoleArns.Count == 0 ? null : options.RoleArns[options.RoleArns.Count - 1], IsHop: false)
        {
            Policy = options.RestrictSession ? scope.Policy(target, partition, options.IsDryRun) : null,
        };
        var role = new RoleSession(options.SessionDuration, time);
        var credentials = role.For(token => AssumeRoleAsync(assumption, Caller(target.Region, observer), observer, secrets, token));
        try
        {
            await credentials.GetAsync(cancellationToken).ConfigureAwait(false);
            return new AccountSession(this, target, partition, role, credentials, observer, secrets);
        }
        catch
        {
            role.Dispose();
            throw;
        }
    }

    /// <summary>Whether AWS lets the role of a piece of work be assumed with another external id than its own, or without any. A session policy keeps what that would give from doing anything.</summary>
    /// <exception cref="AccountException">It could not be told.</exception>
    public async Task<bool> IsAssumableWithExternalIdAsync(AccountTarget target, string? externalId, IWorkObserver observer, Secrets secrets, CancellationToken cancellationToken)
    {
        var arn = RoleArn.For(target.RoleName, target.AccountId, PartitionOf(target));
        observer.Verbose($"Trying to assume {arn} {(externalId is null ? "without its external id" : "with another external id")}, which its trust policy has to refuse; AWS records the refusal.");
        var assumption = new RoleAssumption(target with { ExternalId = externalId }, arn, options.RoleArns.Count == 0 ? null : options.RoleArns[options.RoleArns.Count - 1], IsHop: false)
        {
            Policy = """{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*"}]}""",
        };
        try
        {
            await AssumeRoleAsync(assumption, Caller(target.Region, observer), observer, secrets, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (AccountException exception) when (exception.ErrorId is AccountFailure.RoleNotAssumable && !exception.IsCallers)
        {
            return false;
        }
    }

    /// <summary>AWS Organizations as whoever calls sees it; no role of an account is assumed.</summary>
    /// <exception cref="AccountException">The caller has no credentials.</exception>
    public async Task<OrganizationsClient> OrganizationsAsync(IWorkObserver observer, CancellationToken cancellationToken)
    {
        const string Account = "of the caller";
        var region = OrganizationsEndpoint.RegionOf(options.Partition ?? "aws") ?? throw new AccountException(
            "PartitionNotKnown",
            FailureCategory.InvalidArgument,
            $"Where AWS Organizations answers in the partition {options.Partition} is not known to this module.",
            "List the accounts with 'aws organizations list-accounts', and pipe them in.");
        var caller = Caller(region, observer);
        var credentials = await caller.GetAsync(cancellationToken).ConfigureAwait(false);
        var pipeline = new CallPipeline("organizations", Account, region, new FetchedCredentials(credentials, caller), observer, time, Secrets, _organizationsLimit);
        return new OrganizationsClient(credentials, Configure(new OrganizationsConfig(), region), pipeline);
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
        // All that a mode would decide is decided here; to find the one that AWS_DEFAULTS_MODE calls auto, the SDK would ask the instance's metadata.
        config.DefaultConfigurationMode = DefaultConfigurationMode.Standard;
        config.RetryMode = RequestRetryMode.Standard;
        config.MaxErrorRetry = options.MaxRetries;
        // The SDK would take all retries in the process from one budget: accounts that AWS throttles would use up that of the others.
        config.ThrottleRetries = false;
        // It would also send a call up to ten times more, at once and untold, when a connection breaks, which a time-out can look like.
        config.MaxStaleConnectionRetries = 0;
        _http.Apply(config);
        return config;
    }

    /// <summary>Forgets what was read once for all pieces of work.</summary>
    public void Forget() => CentralVaults = new();

    /// <summary>Ends what runs to find who calls, and begins nothing more.</summary>
    public void StopCaller() => Credentials.Stop();

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var hop in _hops)
        {
            hop.Dispose();
        }

        _caller?.Dispose();
        _http.Dispose();
    }

    private CallerCredentials Credentials => LazyInitializer.EnsureInitialized(ref _caller, () => new CallerCredentials(new CallerSearch(options, CallerSts, time)))!;

    private AmazonSecurityTokenServiceClient CallerSts(AWSCredentials credentials, string region, IWorkObserver? observer, string accountId)
    {
        var config = Configure(new AmazonSecurityTokenServiceConfig(), region);
        return observer is null
            ? new AmazonSecurityTokenServiceClient(credentials, config)
            : new SecurityTokenClient(credentials, config, new CallPipeline("sts", accountId, region, new GivenCredentials(credentials), observer, time, Secrets));
    }

    private ICredentialSource CallerBefore(int hop, string region, IWorkObserver observer)
    {
        if (hop == 0)
        {
            return new CallerSource(Credentials, new CallerContext(region, observer, Secrets));
        }

        var arn = options.RoleArns[hop - 1];
        var externalId = options.RoleArnExternalIds.ElementAtOrDefault(hop - 1) is { Length: > 0 } given ? given : null;
        var role = new AccountTarget(RoleArn.AccountOf(arn), string.Empty, region, [], RoleArn.NameOf(arn), externalId);
        var assumption = new RoleAssumption(role, arn, hop == 1 ? null : options.RoleArns[hop - 2], IsHop: true);
        return _hops[hop - 1].For(token => AssumeRoleAsync(assumption, CallerBefore(hop - 1, region, observer), observer, Secrets, token));
    }

    private void CheckHops(AccountTarget target, string partition)
    {
        if (options.RoleArns.FirstOrDefault(arn => !string.Equals(RoleArn.PartitionOf(arn), partition, StringComparison.Ordinal)) is { } stray)
        {
            throw new AccountException(
                "InvalidParameter",
                FailureCategory.InvalidArgument,
                $"For account {target.AccountId}: RoleArn: '{stray}' is in partition {RoleArn.PartitionOf(stray)}, and {target.Region} in {partition}: roles cannot be assumed across partitions.",
                "Correct the parameters; no call was made.");
        }
    }

    private async Task<AWSCredentials> AssumeRoleAsync(RoleAssumption assumption, ICredentialSource caller, IWorkObserver observer, Secrets secrets, CancellationToken cancellationToken)
    {
        var role = assumption.Role;
        var credentials = await caller.GetAsync(cancellationToken).ConfigureAwait(false);
        // Whoever has a place may have to wait here for a role in between, which therefore needs none.
        var pipeline = new CallPipeline("sts", role.AccountId, role.Region, new FetchedCredentials(credentials, caller), observer, time, secrets, assumption.IsHop ? null : _roleLimit);
        using var sts = new SecurityTokenClient(credentials, Configure(new AmazonSecurityTokenServiceConfig(), role.Region), pipeline);
        sts.LeaveThrottlingToCaller();
        var backoff = new Backoff(time, TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(4), LongestThrottling);
        while (true)
        {
            try
            {
                var response = await sts.AssumeRoleAsync(assumption.Request(options), cancellationToken).ConfigureAwait(false);
                var issued = response.Credentials;
                secrets.AddCredentials(issued.AccessKeyId, issued.SecretAccessKey, issued.SessionToken);
                return new SessionAWSCredentials(issued.AccessKeyId, issued.SecretAccessKey, issued.SessionToken);
            }
            catch (AmazonServiceException exception)
            {
                // Too many calls of the fleet are no fault of this account, which would otherwise fail for having come at a bad moment.
                if (!Throttling.Is(exception) || !await backoff.WaitAsync(cancellationToken).ConfigureAwait(false))
                {
                    throw RoleFailures.NotAssumed(exception, assumption, options);
                }
            }
        }
    }

    private sealed class SecurityTokenClient : AmazonSecurityTokenServiceClient
    {
        public SecurityTokenClient(AWSCredentials credentials, AmazonSecurityTokenServiceConfig config, CallPipeline pipeline)
            : base(credentials, config) => pipeline.Join(RuntimePipeline);

        /// <summary>Lets an answer that there were too many calls through at once.</summary>
        public void LeaveThrottlingToCaller()
        {
            foreach (var retry in RuntimePipeline.Handlers.OfType<RetryHandler>())
            {
                retry.RetryPolicy.ThrottlingErrorCodes.Clear();
            }
        }
    }
}
