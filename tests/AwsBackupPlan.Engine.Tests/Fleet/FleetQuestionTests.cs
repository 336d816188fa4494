using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Fleet;

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

    private static FleetRun<string> Fleet() => new(
        static async (_, observer, cancellationToken) =>
            new WorkOutcome<string>(await observer.AskAsync(new CallerQuestion("MFA code", "Code?"), cancellationToken) ?? "nobody", null),
        new FleetOptions { ThrottleLimit = 1 });
}
