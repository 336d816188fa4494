using AwsBackupPlan.Engine.Teardown;
using AwsBackupPlan.Engine.Tests.Scenes;
using AwsBackupPlan.Simulator;
using AwsBackupPlan.Simulator.Throttling;

namespace AwsBackupPlan.Engine.Tests.Teardown;

/// <summary>Many recovery points: as fast as AWS lets, and no faster.</summary>
public sealed class ScaleTests
{
    private const int Points = 1500;
    private const int PacedPoints = 400;

    [Fact]
    public async Task Deletions_come_down_to_what_AWS_takes_so_that_at_most_a_tenth_of_the_calls_is_throttled()
    {
        await using var scene = await Scene.StartAsync(new SimulatorOptions { Throttle = ThrottleLimits.Parse("backup=50/10") });
        await scene.DeployedAsync();
        scene.AddPoints(Scene.Primary, PacedPoints);
        scene.AddPoints(Scene.Copy, PacedPoints);
        // By the real clock, as the simulator's limit is.
        using var engine = new BackupEngine(scene.Connection);

        var outcome = await engine.RemoveAsync(scene.Target, new TeardownOptions(), scene.Observer, TestContext.Current.CancellationToken);

        Assert.Null(outcome.Failure?.Message);
        Assert.Equal((RemovalStatus.Removed, 2L * PacedPoints, 2), (outcome.Result!.Status, outcome.Result.RecoveryPointsDeleted, outcome.Result.VaultsDeleted));
        var calls = scene.Simulator.Requests.Count;
        var throttled = scene.Simulator.Requests.Count(static request => request.StatusCode is 400 or 429);
        Assert.InRange(throttled, 1, calls / 10);
    }

    [Fact]
    public async Task A_run_whose_time_is_up_asks_for_no_more_and_the_next_ones_go_on()
    {
        await using var scene = await Scene.StartAsync(new SimulatorOptions { PageSize = 1000 });
        await scene.DeployedAsync();
        scene.AddPoints(Scene.Primary, Points);

        // The wait before the copy jobs are read uses it up.
        var first = (await scene.RemoveAsync(new TeardownOptions { Timeout = TimeSpan.FromSeconds(1) })).Result!;
        var second = (await scene.RemoveAsync()).Result!;

        Assert.Equal(RemovalStatus.Incomplete, first.Status);
        Assert.Contains(first.Remaining, static left => left.Reason.Contains("before AWS Backup was asked", StringComparison.Ordinal));
        Assert.Equal(Points, scene.Requests("DeleteRecoveryPoint").Count);
        Assert.Equal((RemovalStatus.Removed, 2), (second.Status, first.VaultsDeleted + second.VaultsDeleted));
    }
}
