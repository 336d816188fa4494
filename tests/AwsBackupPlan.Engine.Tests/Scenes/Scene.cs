using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Deployment;
using AwsBackupPlan.Engine.Fleet;
using AwsBackupPlan.Engine.Teardown;
using AwsBackupPlan.Simulator;
using AwsBackupPlan.Simulator.Backup;
using AwsBackupPlan.Simulator.Faults;
using AwsBackupPlan.Simulator.Hosting;
using AwsBackupPlan.Simulator.Onboarding;

namespace AwsBackupPlan.Engine.Tests.Scenes;

/// <summary>A simulator with one onboarded account, and an engine that reaches it over HTTP.</summary>
internal sealed class Scene : IAsyncDisposable
{
    public const string AccountId = "222222222222";
    public const string AbsName = "payroll";
    public const string Primary = "us-east-1";
    public const string Copy = "us-east-2";
    public const string VaultName = "payroll-Vault";
    public const string PlanName = "payroll-RDS-BackupPlan-Default";

    private readonly List<BackupEngine> _engines = [];

    private Scene(SimulatorHost simulator, OnboardedAccount account)
    {
        Simulator = simulator;
        Account = account;
        Time.Skipped = simulator.World.Advance;
        Engine = NewEngine();
    }

    public SimulatorHost Simulator { get; }

    public OnboardedAccount Account { get; }

    /// <summary>The engine's clock; a wait on it moves the simulator's clock on, too.</summary>
    public SwiftTimeProvider Time { get; } = new();

    public BackupEngine Engine { get; }

    public AccountTarget Target { get; init; } = new(AccountId, AbsName, Primary, [Copy], "Xacnt_Backup_Role");

    public RecordingObserver Observer { get; } = new();

    public ConnectionOptions Connection => new() { AccessKey = "AKIAIOSFODNN7EXAMPLE", SecretKey = "wJalrXUtnFEMI-K7MDENG-bPxRfiCYEXAMPLEKEY", EndpointUrl = Simulator.Endpoint };

    public static async Task<Scene> StartAsync(SimulatorOptions? options = null, OnboardingOptions? onboarding = null, AccountTarget? target = null)
    {
        var simulator = await SimulatorHost.StartAsync(options ?? new SimulatorOptions(), TestContext.Current.CancellationToken);
        var account = simulator.Onboard(AccountId, AbsName, onboarding);
        return target is null ? new Scene(simulator, account) : new Scene(simulator, account) { Target = target };
    }

    public BackupEngine NewEngine(ConnectionOptions? connection = null)
    {
        var engine = new BackupEngine(connection ?? Connection, Time);
        _engines.Add(engine);
        return engine;
    }

    public Task<WorkOutcome<BackupPlanResult>> DeployAsync(DeploymentOptions? options = null, AccountTarget? target = null, IWorkObserver? observer = null) =>
        Engine.DeployAsync(target ?? Target, options ?? new DeploymentOptions(), observer ?? Observer, TestContext.Current.CancellationToken);

    public Task<WorkOutcome<BackupPlanComparison>> CompareAsync(DeploymentOptions? options = null, AccountTarget? target = null) =>
        Engine.CompareAsync(target ?? Target, options ?? new DeploymentOptions(), Observer, TestContext.Current.CancellationToken);

    public Task<WorkOutcome<IReadOnlyList<BackupPlanInfo>>> GetAsync(string absName, string tagKey = "ABS") =>
        Engine.GetAsync(Target with { AbsName = absName }, tagKey, Observer, TestContext.Current.CancellationToken);

    public Task<WorkOutcome<BackupRemovalResult>> RemoveAsync(TeardownOptions? options = null, AccountTarget? target = null, IWorkObserver? observer = null) =>
        Engine.RemoveAsync(target ?? Target, options ?? new TeardownOptions(), observer ?? Observer, TestContext.Current.CancellationToken);

    /// <summary>Deploys, demands that it went well, and forgets the requests.</summary>
    public async Task<BackupPlanResult> DeployedAsync(DeploymentOptions? options = null)
    {
        var outcome = await DeployAsync(options);
        Assert.Null(outcome.Failure?.Message);
        Simulator.ClearRequests();
        return outcome.Result!;
    }

    /// <summary>A client of the account's AWS Backup, as another writer has it.</summary>
    public OtherWriter Other(string region = Primary) => new(Simulator, AccountId, region);

    /// <summary>Puts recovery points of the first database into the set's vault in a Region.</summary>
    /// <returns>Their ARNs.</returns>
    public IReadOnlyList<string> AddPoints(string region, int count) => Simulator.Backup.AddRecoveryPoints(
        AccountId, region, Enumerable.Range(0, count).Select(_ => new SeededRecoveryPoint { VaultName = VaultName, ResourceArn = Account.DatabaseArns[0] }));

    /// <summary>Begins to restore a recovery point of the first database into another one.</summary>
    /// <returns>The id of the job.</returns>
    public async Task<string> RestoreAsync(string point, string region = Primary)
    {
        using var backup = await Other(region).ClientAsync();
        var metadata = (await backup.GetRecoveryPointRestoreMetadataAsync(new() { BackupVaultName = VaultName, RecoveryPointArn = point }, TestContext.Current.CancellationToken)).RestoreMetadata;
        metadata["DBInstanceIdentifier"] = "restored";
        var request = new Amazon.Backup.Model.StartRestoreJobRequest { RecoveryPointArn = point, Metadata = metadata, IamRoleArn = $"arn:aws:iam::{AccountId}:role/AWSBackup-Custom" };
        return (await backup.StartRestoreJobAsync(request, TestContext.Current.CancellationToken)).RestoreJobId;
    }

    public void Fail(string operation, FaultKind kind, int nth = 1, int times = 1, string? region = null, string service = "backup") =>
        Simulator.AddFault(new FaultRule { Service = service, Operation = operation, Region = region, Nth = nth, Times = times, Kind = kind });

    public IReadOnlyList<RequestRecord> Requests(string operation) =>
        [.. Simulator.Requests.Where(request => string.Equals(request.Operation, operation, StringComparison.Ordinal))];

    /// <summary>Waits until something is so of the simulator. However busy the machine is, it comes true well within a minute, or never.</summary>
    public void WaitUntil(Func<bool> condition)
    {
        var cancelled = TestContext.Current.CancellationToken;
        Assert.True(SpinWait.SpinUntil(() => cancelled.IsCancellationRequested || condition(), TimeSpan.FromMinutes(1)), $"It did not come true; {Simulator.OpenRequests} calls wait for an answer.");
        cancelled.ThrowIfCancellationRequested();
    }

    /// <summary>The operations that changed something, in their order.</summary>
    public string Writes() => string.Join(", ", Simulator.Requests.Where(static request => request.IsWrite).Select(static request => request.Operation));

    public static Dictionary<string, string> Tags(params (string Key, string Value)[] tags) => tags.ToDictionary(static tag => tag.Key, static tag => tag.Value, StringComparer.Ordinal);

    public async ValueTask DisposeAsync()
    {
        foreach (var engine in _engines)
        {
            engine.Dispose();
        }

        await Simulator.DisposeAsync();
    }
}
