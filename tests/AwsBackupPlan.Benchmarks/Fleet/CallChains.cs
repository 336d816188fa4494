using AwsBackupPlan.Engine;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Deployment;
using AwsBackupPlan.Engine.Fleet;
using AwsBackupPlan.Engine.Teardown;
using AwsBackupPlan.Simulator;

namespace AwsBackupPlan.Benchmarks.Fleet;

/// <summary>How many calls in each operation wait for one another, as the simulator measures it on one account.</summary>
internal sealed class CallChains
{
    /// <summary>
    /// A removal looks for running backups, then for running copies a second later: the copy of a backup comes a moment after its end. No latency is in that second.
    /// </summary>
    public static readonly TimeSpan RemovalWait = TimeSpan.FromSeconds(1);

    // Longer than the client needs to send what it sends together, on a busy machine.
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(300);

    private readonly Dictionary<FleetOperation, int> _depths = [];

    private CallChains()
    {
    }

    /// <summary>The depth of an operation's chain.</summary>
    public int this[FleetOperation operation] => _depths[operation];

    /// <summary>The wall time that latency and waits alone make; none without latency.</summary>
    public TimeSpan Bound(FleetOperation operation, int accounts, int throttle, int latencyMs)
    {
        if (latencyMs == 0)
        {
            return TimeSpan.Zero;
        }

        var waves = (accounts + throttle - 1) / throttle;
        return waves * ((_depths[operation] * TimeSpan.FromMilliseconds(latencyMs)) + (operation is FleetOperation.Remove ? RemovalWait : TimeSpan.Zero));
    }

    /// <summary>Measures them all.</summary>
    public static async Task<CallChains> MeasureAsync()
    {
        var simulator = await SimulatorHost.StartAsync(new SimulatorOptions { Fleet = 1 });
        await using (simulator)
        {
            using var engine = new BackupEngine(FleetClient.Connection(simulator.Endpoint));
            var target = new AccountTarget(FleetClient.AccountAt(0), "backup-demo", "us-east-1", ["us-east-2"], "Xacnt_Backup_Role");
            var chains = new CallChains();
            foreach (var operation in Enum.GetValues<FleetOperation>())
            {
                simulator.ClearRequests();
                simulator.Rounds.Start(Quiet);
                await RunAsync(engine, operation, target);
                simulator.Rounds.Stop();
                chains._depths[operation] = simulator.Requests.Max(static request => request.Round);
            }

            return chains;
        }
    }

    private static Task RunAsync(BackupEngine engine, FleetOperation operation, AccountTarget target) => operation switch
    {
        FleetOperation.Create or FleetOperation.SecondRun => engine.DeployAsync(target, new DeploymentOptions(), new Consent(), CancellationToken.None),
        FleetOperation.Compare => engine.CompareAsync(target, new DeploymentOptions(), new Consent(), CancellationToken.None),
        _ => engine.RemoveAsync(target, new TeardownOptions(), new Consent(), CancellationToken.None),
    };

    /// <summary>Says yes, and hears nothing.</summary>
    private sealed class Consent : IWorkObserver
    {
        public void Verbose(string message)
        {
        }

        public void Warning(string message)
        {
        }

        public void Progress(WorkProgress progress)
        {
        }

        public ValueTask<Decision> ConfirmAsync(ConfirmationRequest request, CancellationToken cancellationToken) => new(Decision.Proceed);

        public ValueTask<string?> AskAsync(CallerQuestion question, CancellationToken cancellationToken) => new((string?)null);
    }
}
