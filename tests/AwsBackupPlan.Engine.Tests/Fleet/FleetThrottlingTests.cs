using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Fleet;
using AwsBackupPlan.Engine.Tests.Scenes;
using AwsBackupPlan.Simulator.Faults;

namespace AwsBackupPlan.Engine.Tests.Fleet;

/// <summary>Whom AWS throttles slows down: one account alone, or, where AWS counts the caller, all.</summary>
public sealed class FleetThrottlingTests
{
    private const int AtOnce = 40;

    [Fact]
    public async Task Throttling_of_STS_slows_the_whole_fleet_and_every_account_is_done()
    {
        await using var scene = await Scene.StartAsync();
        scene.Fail("AssumeRole", FaultKind.Throttle, times: AtOnce, service: "sts");
        // Longer than the longest wait before the first new attempt: all that may go out together are in one round.
        scene.Simulator.Rounds.Start(TimeSpan.FromSeconds(1.5), AtOnce);

        var outcomes = await RunAsync(scene, accounts: AtOnce, until: AtOnce);

        Assert.All(outcomes, static outcome => Assert.Null(outcome.Outcome.Failure?.Message));
        var rounds = scene.Requests("AssumeRole").GroupBy(static request => request.Round).OrderBy(static round => round.Key).Select(static round => round.Count()).ToList();
        Assert.Equal(AtOnce, rounds[0]);
        // Without a bound all would come again together.
        Assert.InRange(rounds.Skip(1).Max(), 1, (AtOnce / 2) + 2);
    }

    [Fact]
    public async Task Throttling_of_one_account_slows_that_account_alone()
    {
        await using var scene = await Scene.StartAsync();
        scene.Simulator.AddFault(new FaultRule { Service = "backup", AccountId = Account(1).AccountId, Kind = FaultKind.Throttle, Times = 0 });

        var outcomes = await RunAsync(scene, accounts: AtOnce, until: AtOnce - 1);

        // It is still at work, waiting before it tries again, while all others are done.
        Assert.DoesNotContain(outcomes, static outcome => outcome.Target == Account(1));
        Assert.All(outcomes, static outcome => Assert.Null(outcome.Outcome.Failure?.Message));
        Assert.Contains(scene.Simulator.Requests, static request => request.StatusCode is not 200);
    }

    private static AccountTarget Account(int number) => new($"30000000{number:d4}", "*", Scene.Primary, NoRegions, "Xacnt_Backup_Role");

    private static readonly string[] NoRegions = [];

    /// <summary>Reads the plans of accounts until so many outcomes have come.</summary>
    private static Task<List<FleetOutcome<IReadOnlyList<BackupPlanInfo>>>> RunAsync(Scene scene, int accounts, int until) => Task.Run(
        () =>
        {
            using var fleet = new FleetRun<IReadOnlyList<BackupPlanInfo>>(
                (target, observer, stop) => scene.Engine.GetAsync(target, "ABS", observer, stop), new FleetOptions { ThrottleLimit = AtOnce });
            for (var account = 1; account <= accounts; account++)
            {
                Assert.Null(fleet.Add(Account(account)));
            }

            fleet.Complete();
            return fleet.ToEnd().OfType<FleetOutcome<IReadOnlyList<BackupPlanInfo>>>().Take(until).ToList();
        },
        TestContext.Current.CancellationToken);
}
