using System.Globalization;
using AwsBackupPlan.Engine.Tests.Scenes;
using AwsBackupPlan.Simulator;

namespace AwsBackupPlan.Engine.Tests.Crashes;

/// <summary>
/// Each run is stopped at every one of its calls, in every way that a run can stop, and run again: what is there then is what a run
/// that nothing stopped leaves.
/// </summary>
public sealed class CrashTests
{
    public static TheoryData<string, StopKind> Stops
    {
        get
        {
            var stops = new TheoryData<string, StopKind>();
            foreach (var undertaking in Undertaking.All)
            {
                foreach (var kind in Enum.GetValues<StopKind>())
                {
                    stops.Add(undertaking.Name, kind);
                }
            }

            return stops;
        }
    }

    [Theory]
    [MemberData(nameof(Stops))]
    public async Task What_a_stopped_run_left_half_done_the_next_one_completes(string name, StopKind kind)
    {
        var undertaking = Undertaking.Of(name);
        await using var simulator = await SimulatorHost.StartAsync(new SimulatorOptions(), TestContext.Current.CancellationToken);
        var time = new SwiftTimeProvider { Skipped = simulator.World.Advance };
        var whole = await PreparedAsync(simulator, time, undertaking, 0);
        var (failure, calls) = await whole.RunAsync(undertaking);
        Assert.Null(failure);
        var end = new CompletedRun(undertaking, await whole.StateAsync(), calls);
        var unharmed = 0;

        for (var call = 1; call <= calls; call++)
        {
            var scene = await PreparedAsync(simulator, time, undertaking, call);
            unharmed += await scene.RunUntilAsync(undertaking, kind, call) ? 1 : 0;
            var next = await scene.RunAsync(undertaking);

            await end.IsReachedAsync(scene, next, $"Stopped at call {call} of {calls}");
        }

        // What only hastens or looks twice may fail without harm; a run that nothing stops would prove nothing.
        Assert.InRange(unharmed, 0, calls / 2);
    }

    private static async Task<CrashScene> PreparedAsync(SimulatorHost simulator, SwiftTimeProvider time, Undertaking undertaking, int number)
    {
        var scene = new CrashScene(simulator, time, (300000000000 + number).ToString(CultureInfo.InvariantCulture));
        await undertaking.Prepare(scene);
        simulator.ClearRequests();
        return scene;
    }
}
