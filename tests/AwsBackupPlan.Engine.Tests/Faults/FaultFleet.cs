using System.Globalization;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Tests.Crashes;
using AwsBackupPlan.Engine.Tests.Scenes;
using AwsBackupPlan.Simulator;

namespace AwsBackupPlan.Engine.Tests.Faults;

/// <summary>Accounts of one simulator, each with a clock of its own, on which no wait takes time.</summary>
internal sealed class FaultFleet(SimulatorHost simulator) : IAsyncDisposable
{
    private int _accounts;

    public SimulatorHost Simulator => simulator;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<FaultFleet> StartAsync() => new(await SimulatorHost.StartAsync(new SimulatorOptions(), Token));

    /// <summary>An account in the state that a run finds.</summary>
    public async Task<CrashScene> AccountAsync(FaultRun run)
    {
        var number = 300000000000 + Interlocked.Increment(ref _accounts);
        var scene = new CrashScene(simulator, NewTime(), number.ToString(CultureInfo.InvariantCulture));
        await run.Prepare(scene);
        return scene;
    }

    /// <summary>A run, in an engine of its own.</summary>
    public async Task<(AccountFailure? Failure, string Found)> RunAsync(FaultRun run, CrashScene scene, int retries, TimeSpan? requestTimeout = null)
    {
        using var engine = new BackupEngine(
            new ConnectionOptions
            {
                AccessKey = "AKIAIOSFODNN7EXAMPLE",
                SecretKey = "wJalrXUtnFEMI-K7MDENG-bPxRfiCYEXAMPLEKEY",
                EndpointUrl = simulator.Endpoint,
                MaxRetries = retries,
                RequestTimeout = requestTimeout ?? TimeSpan.FromSeconds(30),
            },
            NewTime());
        return await run.RunAsync(scene, engine, Token);
    }

    public ValueTask DisposeAsync() => simulator.DisposeAsync();

    private SwiftTimeProvider NewTime() => new() { Skipped = simulator.World.Advance };
}
