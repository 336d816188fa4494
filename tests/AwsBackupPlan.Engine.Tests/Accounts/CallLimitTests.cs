using AwsBackupPlan.Engine.Tests.Scenes;
using AwsBackupPlan.Simulator.Faults;
using AwsBackupPlan.Simulator.Hosting;

namespace AwsBackupPlan.Engine.Tests.Accounts;

public sealed class CallLimitTests
{
    private const int PlanCount = 40;

    [Fact]
    public async Task Reading_many_plans_keeps_the_calls_under_way_in_a_Region_bounded()
    {
        await using var scene = await ManyPlansAsync();

        var rounds = await ReadInRoundsAsync(scene, TimeSpan.FromMilliseconds(200));

        Assert.InRange(rounds.Max(static round => round.Count), 12, 48);
        Assert.True(scene.Simulator.Requests.Count > 120, "There was nothing to bound.");
    }

    [Fact]
    public async Task When_AWS_throttles_fewer_calls_are_under_way()
    {
        await using var scene = await ManyPlansAsync();
        foreach (var operation in new[] { "GetBackupPlan", "ListTags", "ListBackupSelections" })
        {
            scene.Fail(operation, FaultKind.Throttle, times: 5);
        }

        // Two single rounds are looked at: a busy machine must not tear one apart.
        var rounds = await ReadInRoundsAsync(scene, TimeSpan.FromSeconds(1));

        var throttled = rounds.FindIndex(static round => round.Exists(static request => request.StatusCode is not 200));
        Assert.InRange(rounds[throttled].Count, 12, 16);
        Assert.InRange(rounds[throttled + 1].Count, 1, 10);
    }

    private static async Task<Scene> ManyPlansAsync()
    {
        var scene = await Scene.StartAsync();
        await Task.WhenAll(Enumerable.Range(0, PlanCount).Select(async number =>
        {
            var absName = $"set-{number}";
            scene.Simulator.Onboard(Scene.AccountId, absName);
            Assert.Null((await scene.DeployAsync(target: scene.Target with { AbsName = absName, CopyRegions = [] })).Failure?.Message);
        }));
        scene.Simulator.ClearRequests();
        return scene;
    }

    // By an engine that has not learned from earlier calls.
    private static async Task<List<List<RequestRecord>>> ReadInRoundsAsync(Scene scene, TimeSpan quiet)
    {
        // The role and the list of plans have a call each; every round after them is as large as the engine makes it.
        scene.Simulator.Rounds.Start(quiet, 1, 1);
        var outcome = await scene.NewEngine().GetAsync(scene.Target with { AbsName = "*" }, "ABS", scene.Observer, TestContext.Current.CancellationToken);
        Assert.Null(outcome.Failure?.Message);
        Assert.Equal(PlanCount, outcome.Result!.Count);
        return [.. scene.Simulator.Requests.GroupBy(static request => request.Round).OrderBy(static round => round.Key).Select(static round => round.ToList())];
    }
}
