using System.Net;
using AwsBackupPlan.Simulator.Backup;
using AwsBackupPlan.Simulator.Config;
using AwsBackupPlan.Simulator.Faults;
using AwsBackupPlan.Simulator.Hosting;
using AwsBackupPlan.Simulator.Kms;
using AwsBackupPlan.Simulator.Onboarding;
using AwsBackupPlan.Simulator.Organizations;
using AwsBackupPlan.Simulator.Protocol;
using AwsBackupPlan.Simulator.Rds;
using AwsBackupPlan.Simulator.S3;
using AwsBackupPlan.Simulator.Signing;
using AwsBackupPlan.Simulator.Ssm;
using AwsBackupPlan.Simulator.Sso;
using AwsBackupPlan.Simulator.Sts;
using AwsBackupPlan.Simulator.Throttling;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace AwsBackupPlan.Simulator;

/// <summary>A local AWS, in memory, on loopback: all services at one endpoint, told apart by what a request is signed for.</summary>
public sealed class SimulatorHost : IAsyncDisposable
{
    private readonly Authenticator _authenticator;
    private readonly CallMeter _meter;
    private readonly FaultTable _faults = new();
    private readonly RequestLog _log = new();
    private readonly ISimulatedService[] _services;
    private readonly AccountOnboarding _onboarding;
    private readonly WebApplication _application;

    private SimulatorHost(SimulatorOptions options)
    {
        World = new SimulatorWorld(options);
        _authenticator = new Authenticator(World);
        _meter = new CallMeter(options.Throttle, options.TimeProvider);
        Sts = new StsService(World, _authenticator);
        Sso = new SsoService(World, _authenticator);
        SsoOidc = new SsoOidcService(World, Sso);
        Kms = new KmsService(World);
        Ssm = new SsmService(World);
        Rds = new RdsService(World);
        Backup = new BackupService(World);
        Organizations = new OrganizationsService(World);
        Config = new ConfigService(World);
        S3 = new S3Service(World);
        _services = [Sts, Kms, Ssm, Rds, Backup, Organizations, Config, Sso, SsoOidc, S3];
        _onboarding = new AccountOnboarding(options, Sts, Kms, Ssm, Rds, Organizations);
        _onboarding.OnboardFleet();
        _application = Build(options);
        Endpoint = new Uri(options.Urls);
    }

    /// <summary>Where it listens, such as <c>http://127.0.0.1:41231/</c>.</summary>
    public Uri Endpoint { get; private set; }

    /// <summary>Options, clock and what services know of one another.</summary>
    public SimulatorWorld World { get; }

    /// <summary>The Security Token Service, and what there is of IAM: roles.</summary>
    public StsService Sts { get; }

    /// <summary>The portal of IAM Identity Center, and what there is of its logins.</summary>
    public SsoService Sso { get; }

    /// <summary>The OIDC service of IAM Identity Center, which renews logins.</summary>
    public SsoOidcService SsoOidc { get; }

    /// <summary>AWS Backup.</summary>
    public BackupService Backup { get; }

    /// <summary>The Key Management Service.</summary>
    public KmsService Kms { get; }

    /// <summary>The Parameter Store of Systems Manager.</summary>
    public SsmService Ssm { get; }

    /// <summary>Amazon RDS.</summary>
    public RdsService Rds { get; }

    /// <summary>AWS Organizations.</summary>
    public OrganizationsService Organizations { get; }

    /// <summary>AWS Config.</summary>
    public ConfigService Config { get; }

    /// <summary>Amazon S3.</summary>
    public S3Service S3 { get; }

    /// <summary>Measures the depth of chains of calls. Off until started.</summary>
    public RoundGate Rounds { get; } = new();

    /// <summary>The requests answered since the start or the last clearing, in the order they arrived.</summary>
    public IReadOnlyList<RequestRecord> Requests => _log.Snapshot();

    /// <summary>How many requests have come and are neither answered nor given up by their client.</summary>
    public int OpenRequests => _log.Open;

    /// <summary>Starts a simulator.</summary>
    /// <exception cref="ArgumentException">The address is not on loopback.</exception>
    public static async Task<SimulatorHost> StartAsync(SimulatorOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new SimulatorOptions();
        if (!Uri.TryCreate(options.Urls, UriKind.Absolute, out var address) || !address.IsLoopback || address.Scheme is not "http")
        {
            throw new ArgumentException($"'{options.Urls}' is not an http address on loopback, such as http://127.0.0.1:4566.", nameof(options));
        }

        var host = new SimulatorHost(options);
        await host._application.StartAsync(cancellationToken).ConfigureAwait(false);
        var addresses = host._application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
        host.Endpoint = new Uri(addresses.Addresses.First());
        return host;
    }

    /// <summary>
    /// Makes in an account what the sample's templates make there: both roles, a multi-Region key with its alias in every Region, the plan
    /// document, and databases that carry the tag.
    /// </summary>
    /// <param name="accountId">The account, 12 digits.</param>
    /// <param name="absName">The ABS name.</param>
    /// <param name="options">Regions, document and databases, where they differ from the sample's.</param>
    public OnboardedAccount Onboard(string accountId, string absName, OnboardingOptions? options = null) =>
        _onboarding.Onboard(accountId, absName, options ?? new OnboardingOptions());

    /// <summary>Puts a fault in force.</summary>
    public void AddFault(FaultRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        _faults.Add(rule);
    }

    /// <summary>Lifts all faults.</summary>
    public void ClearFaults() => _faults.Clear();

    /// <summary>Forgets the requests so far.</summary>
    public void ClearRequests() => _log.Clear();

    /// <summary>Back to the state after the start: no requests, faults or sessions, the clock at real time, fleet and latency as the options have them.</summary>
    public void Reset()
    {
        foreach (var service in _services)
        {
            service.Reset();
        }

        _authenticator.Clear();
        _meter.Clear();
        _faults.Clear();
        World.ResetClock();
        World.EnableRegions();
        World.ClientClockSkew = TimeSpan.Zero;
        World.LatencyMs = World.Options.LatencyMs;
        _log.Clear();
        _onboarding.OnboardFleet();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Rounds.Dispose();
        await _application.StopAsync(CancellationToken.None).ConfigureAwait(false);
        await _application.DisposeAsync().ConfigureAwait(false);
    }

    private WebApplication Build(SimulatorOptions options)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        var address = new Uri(options.Urls);
        // A request is answered where it was read: nothing here blocks, and a change of threads costs more than the answer.
        builder.WebHost.UseSockets(static sockets => sockets.UnsafePreferInlineScheduling = true);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.TryParse(address.DnsSafeHost, out var ip) ? ip : IPAddress.Loopback, address.Port);
        });
        builder.Services.AddSingleton<IHostLifetime, CallerOwnedLifetime>();
        builder.Services.Configure<HostOptions>(static host => host.ShutdownTimeout = TimeSpan.FromSeconds(1));
        var application = builder.Build();
        var pipeline = new RequestPipeline(World, _authenticator, _services, _meter, _faults, _log, Rounds);
        var control = new ControlEndpoints(this);
        application.Run(context => context.Request.Path.StartsWithSegments("/_simulator", StringComparison.Ordinal)
            ? control.HandleAsync(context)
            : pipeline.HandleAsync(context));
        return application;
    }
}
