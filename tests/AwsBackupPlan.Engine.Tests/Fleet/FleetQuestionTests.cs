using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Fleet;
using Microsoft.Extensions.Time.Testing;

namespace AwsBackupPlan.Engine.Tests.Fleet;

/// <summary>A question to whoever runs the command comes with the fleet's other records.</summary>
public sealed class FleetQuestionTests
{
    private static readonly AccountTarget Target = new("222222222222", "payroll", "us-east-1", [], "Xacnt_Backup_Role");

    [Theory]
    [InlineData("123456")]
    [InlineData(null)]
    public void The_answer_comes_to_the_worker_that_asked(string? answer)
    {
        using var fleet = Fleet();
        fleet.Add(Target);
        fleet.Complete();
        string? result = null;

        foreach (var record in fleet.ToEnd())
        {
            if (record is FleetQuestion asked)
            {
                Assert.Equal(("MFA code", Target), (asked.Question.Name, asked.Target));
                asked.Answer(answer);
            }

            result = record is FleetOutcome<string> ended ? ended.Outcome.Result : result;
        }

        Assert.Equal(answer ?? "nobody", result);
    }

    [Fact]
    public void A_fleet_that_is_stopped_at_the_question_ends()
    {
        using var fleet = Fleet();
        fleet.Add(Target);
        fleet.Complete();

        Assert.Throws<OperationCanceledException>(() =>
        {
            foreach (var record in fleet.ToEnd())
            {
                Assert.IsType<FleetQuestion>(record);
                fleet.Stop();
            }
        });

        Assert.True(fleet.WaitForWorkers());
    }

    [Fact]
    public void The_time_of_all_work_stands_still_while_the_user_is_asked()
    {
        var time = new FakeTimeProvider();
        using var answered = new ManualResetEventSlim();
        using var fleet = new FleetRun<string>(
            async (target, observer, cancellationToken) =>
            {
                if (target == Target)
                {
                    await observer.AskAsync(new CallerQuestion("MFA code", "Code?"), cancellationToken);
                    answered.Set();
                }
                else
                {
                    // As work does that waits for what another has asked for.
                    answered.Wait(cancellationToken);
                }

                return new WorkOutcome<string>("done", null);
            },
            new FleetOptions { ThrottleLimit = 2, Timeout = TimeSpan.FromSeconds(60) },
            time);
        fleet.Add(Target with { AccountId = "333333333333" });
        fleet.Add(Target);
        fleet.Complete();

        foreach (var record in fleet.ToEnd())
        {
            switch (record)
            {
                case FleetQuestion asked:
                    time.Advance(TimeSpan.FromMinutes(5));
                    asked.Answer("123456");
                    break;
                case FleetOutcome<string> ended:
                    Assert.Null(ended.Outcome.Failure?.Message);
                    break;
            }
        }

        Assert.Equal((2, 0), (fleet.Standing.Finished, fleet.Standing.Failed));
    }

    private static FleetRun<string> Fleet() => new(
        static async (_, observer, cancellationToken) =>
            new WorkOutcome<string>(await observer.AskAsync(new CallerQuestion("MFA code", "Code?"), cancellationToken) ?? "nobody", null),
        new FleetOptions { ThrottleLimit = 1 });
}
