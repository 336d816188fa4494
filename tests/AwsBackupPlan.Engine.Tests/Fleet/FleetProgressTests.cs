using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Fleet;
using Microsoft.Extensions.Time.Testing;

namespace AwsBackupPlan.Engine.Tests.Fleet;

public sealed class FleetProgressTests
{
    [Fact]
    public void Progress_within_a_step_is_shown_at_most_five_times_a_second()
    {
        var time = new FakeTimeProvider();
        using var fleet = new FleetRun<string>(
            (_, observer, _) =>
            {
                for (var percent = 0; percent < 100; percent++)
                {
                    observer.Progress(new WorkProgress("Deleting recovery points", percent));
                    time.Advance(TimeSpan.FromMilliseconds(10));
                }

                return Task.FromResult(new WorkOutcome<string>("done", Failure: null));
            },
            new FleetOptions { ThrottleLimit = 1 },
            time);

        Assert.Equal([0, 20, 40, 60, 80], [.. Shown(fleet).Select(static progress => progress.PercentComplete!.Value)]);
    }

    [Fact]
    public void A_new_step_is_shown_at_once()
    {
        var time = new FakeTimeProvider();
        using var fleet = new FleetRun<string>(
            static (_, observer, _) =>
            {
                observer.Progress(new WorkProgress("Reading"));
                observer.Progress(new WorkProgress("Comparing"));
                return Task.FromResult(new WorkOutcome<string>("done", Failure: null));
            },
            new FleetOptions { ThrottleLimit = 1 },
            time);

        Assert.Equal(["Reading", "Comparing"], [.. Shown(fleet).Select(static progress => progress.Step)]);
    }

    private static IEnumerable<WorkProgress> Shown(FleetRun<string> fleet)
    {
        fleet.Add(new AccountTarget("200000000001", "payroll", "us-east-1", [], "Role"));
        fleet.Complete();
        return [.. fleet.ToEnd().OfType<FleetProgress>().Select(static record => record.Progress).OfType<WorkProgress>()];
    }
}
