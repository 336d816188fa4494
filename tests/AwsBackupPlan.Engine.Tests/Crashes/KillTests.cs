using System.Globalization;
using AwsBackupPlan.Engine.Tests.Scenes;
using AwsBackupPlan.Simulator;
using AwsBackupPlan.Simulator.Faults;

namespace AwsBackupPlan.Engine.Tests.Crashes;

/// <summary>
/// A run in a process of its own, which is killed while one of its calls that change something waits for its answer: before the call has an effect, and after. The
/// reads between two such calls leave nothing else behind.
/// </summary>
public sealed class KillTests
{
    [Theory]
    [InlineData("create", FaultKind.Timeout)]
    [InlineData("create", FaultKind.LateAnswer)]
    [InlineData("remove", FaultKind.Timeout)]
    [InlineData("remove", FaultKind.LateAnswer)]
    public async Task What_a_killed_process_left_half_done_the_next_run_completes(string name, FaultKind kind)
    {
        var undertaking = Undertaking.Of(name);
        // The process waits by the real clock.
        await using var simulator = await SimulatorHost.StartAsync(new SimulatorOptions { DeleteSeconds = 0 }, TestContext.Current.CancellationToken);
        var time = new SwiftTimeProvider { Skipped = simulator.World.Advance };
        var whole = await PreparedAsync(simulator, time, undertaking, 0);
        var (failure, calls) = await whole.RunAsync(undertaking);
        Assert.Null(failure);
        var writes = Writes(simulator);
        var end = new CompletedRun(undertaking, await whole.StateAsync(), calls);
        Assert.InRange(writes.Count, 4, 30);

        for (var write = 0; write < writes.Count; write++)
        {
            var scene = await PreparedAsync(simulator, time, undertaking, write + 1);
            using var process = new EngineProcess(simulator, name, scene.Target.AccountId);
            simulator.AddFault(writes[write] with { AccountId = scene.Target.AccountId, Kind = kind, Struck = process.Kill });
            await process.EndedAsync(TestContext.Current.CancellationToken);
            simulator.ClearFaults();
            var at = $"Killed at {writes[write].Operation} {writes[write].Nth} in {writes[write].Region}";
            Assert.True(process.WasKilled, $"{at}: the process ended by itself with {process.ExitCode}: {process.Output}");

            await end.IsReachedAsync(scene, await scene.RunAsync(undertaking), at);
        }
    }

    // Those of one operation in one Region come in their order; others side by side.
    private static List<FaultRule> Writes(SimulatorHost simulator) =>
    [
        .. simulator.Requests
            .Where(static request => request is { IsWrite: true, Service: "backup" })
            .GroupBy(static request => (request.Operation, request.Region))
            .SelectMany(static same => same.Select((request, index) => new FaultRule { Operation = request.Operation, Region = request.Region, Nth = index + 1, Kind = FaultKind.Reset })),
    ];

    private static async Task<CrashScene> PreparedAsync(SimulatorHost simulator, SwiftTimeProvider time, Undertaking undertaking, int number)
    {
        var scene = new CrashScene(simulator, time, (300000000000 + number).ToString(CultureInfo.InvariantCulture));
        await undertaking.Prepare(scene);
        simulator.ClearRequests();
        return scene;
    }
}
