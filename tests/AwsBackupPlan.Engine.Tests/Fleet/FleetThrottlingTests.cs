using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Fleet;
using AwsBackupPlan.Engine.Tests.Scenes;
using AwsBackupPlan.Simulator;
using AwsBackupPlan.Simulator.Faults;
using AwsBackupPlan.Simulator.Throttling;

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

        var outcomes = await RunAsync(scene.Engine, AtOnce, static _ => true, until: AtOnce);

        Assert.All(outcomes, static outcome => Assert.Null(outcome.Outcome.Failure?.Message));
        var rounds = scene.Requests("AssumeRole").GroupBy(static request => request.Round).OrderBy(static round => round.Key).Select(static round => round.Count()).ToList();
        Assert.Equal(AtOnce, rounds[0]);
        // Without a bound all would come again together.
        Assert.InRange(rounds.Skip(1).Max(), 1, (AtOnce / 2) + 2);
    }

    [Fact]
    public async Task A_fleet_far_above_what_STS_takes_comes_down_to_it_and_no_account_fails()
    {
        await using var scene = await Scene.StartAsync(new SimulatorOptions { Throttle = ThrottleLimits.Parse("sts=40/10") });
        // By the real clock, as the simulator's limit is.
        using var engine = new BackupEngine(scene.Connection);

        var outcomes = await RunAsync(engine, accounts: 2 * AtOnce, static _ => true, until: 2 * AtOnce);

        Assert.All(outcomes, static outcome => Assert.Null(outcome.Outcome.Failure?.Message));
        Assert.Contains(scene.Requests("AssumeRole"), static request => request.StatusCode is not 200);
    }

    [Fact]
    public async Task Throttling_of_some_accounts_leaves_the_others_their_retries()
    {
        await using var scene = await Scene.StartAsync();
        var throttled = Enumerable.Range(1, 24).Select(static number => Account(number).AccountId).ToHashSet(StringComparer.Ordinal);
        foreach (var account in throttled)
        {
            scene.Simulator.AddFault(new FaultRule { Service = "backup", AccountId = account, Kind = FaultKind.Throttle, Times = 0 });
        }

        foreach (var number in Enumerable.Range(25, AtOnce - 24))
        {
            scene.Simulator.AddFault(new FaultRule { Service = "backup", AccountId = Account(number).AccountId, Kind = FaultKind.ServiceUnavailable, Times = 1 });
        }

        // The throttled ones are still at it, or have failed; that is their own affair.
        var outcomes = await RunAsync(scene.Engine, AtOnce, outcome => !throttled.Contains(outcome.Target.AccountId), until: AtOnce - 24);

        Assert.All(outcomes, static outcome => Assert.Null(outcome.Outcome.Failure?.Message));
    }

    private static AccountTarget Account(int number) => new($"30000000{number:d4}", "*", Scene.Primary, NoRegions, "Xacnt_Backup_Role");

    private static readonly string[] NoRegions = [];

    /// <summary>Reads the plans of accounts until so many outcomes of a kind have come.</summary>
    private static Task<List<FleetOutcome<IReadOnlyList<BackupPlanInfo>>>> RunAsync(
        BackupEngine engine, int accounts, Func<FleetOutcome<IReadOnlyList<BackupPlanInfo>>, bool> isOfKind, int until) => Task.Run(
        () =>
        {
            using var fleet = new FleetRun<IReadOnlyList<BackupPlanInfo>>(
                (target, observer, stop) => engine.GetAsync(target, "ABS", observer, stop), new FleetOptions { ThrottleLimit = AtOnce });
            for (var account = 1; account <= accounts; account++)
            {
                Assert.Null(fleet.Add(Account(account)));
            }

            fleet.Complete();
            return fleet.ToEnd().OfType<FleetOutcome<IReadOnlyList<BackupPlanInfo>>>().Where(isOfKind).Take(until).ToList();
        },
        TestContext.Current.CancellationToken);
}
