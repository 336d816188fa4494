using System.Globalization;
using AwsBackupPlan.Engine.Monitoring;
using AwsBackupPlan.Engine.Plans;

namespace AwsBackupPlan.Engine.Tests.Monitoring;

public sealed class RunScheduleTests
{
    [Theory]
    [InlineData("cron(0 5 ? * * *)", null, "2026-03-10T05:00:00Z", "2026-03-11T05:00:00Z")]
    [InlineData("cron(0 5 ? * * *)", null, "2026-03-10T04:59:59Z", "2026-03-10T05:00:00Z")]
    [InlineData(null, null, "2026-03-10T00:00:00Z", "2026-03-10T05:00:00Z")]
    [InlineData("cron(0 * * * ? *)", null, "2026-03-10T00:30:00Z", "2026-03-10T01:00:00Z")]
    [InlineData("cron(30 0/6 * * ? *)", null, "2026-03-10T12:30:00Z", "2026-03-10T18:30:00Z")]
    [InlineData("cron(0 18 ? * MON-FRI *)", null, "2026-03-13T18:00:00Z", "2026-03-16T18:00:00Z")]
    [InlineData("cron(0 8 1 * ? *)", null, "2026-03-01T08:00:00Z", "2026-04-01T08:00:00Z")]
    [InlineData("cron(0 8 L * ? *)", null, "2026-02-01T00:00:00Z", "2026-02-28T08:00:00Z")]
    [InlineData("cron(0 8 15W * ? *)", null, "2026-08-01T00:00:00Z", "2026-08-14T08:00:00Z")]
    [InlineData("cron(0 8 1W * ? *)", null, "2026-08-01T00:00:00Z", "2026-08-03T08:00:00Z")]
    [InlineData("cron(0 8 ? * 6L *)", null, "2026-03-01T00:00:00Z", "2026-03-27T08:00:00Z")]
    [InlineData("cron(0 8 ? * 2#1 *)", null, "2026-03-03T00:00:00Z", "2026-04-06T08:00:00Z")]
    [InlineData("cron(0 8 29 2 ? *)", null, "2026-03-03T00:00:00Z", "2028-02-29T08:00:00Z")]
    [InlineData("cron(0 12 * * ? *)", "Europe/Berlin", "2026-01-10T00:00:00Z", "2026-01-10T11:00:00Z")]
    [InlineData("cron(0 12 * * ? *)", "Europe/Berlin", "2026-07-10T00:00:00Z", "2026-07-10T10:00:00Z")]
    [InlineData("cron(0 1 * * ? *)", "Asia/Tokyo", "2026-07-10T00:00:00Z", "2026-07-10T16:00:00Z")]
    [InlineData("cron(30 2 * * ? *)", "Europe/Berlin", "2026-03-29T00:00:00Z", "2026-03-30T00:30:00Z")]
    [InlineData("cron(30 2 * * ? *)", "Europe/Berlin", "2026-10-25T00:00:00Z", "2026-10-25T00:30:00Z")]
    [InlineData("cron(30 2 * * ? *)", "Europe/Berlin", "2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z")]
    public void The_next_run_is_the_first_after_an_instant(string? expression, string? zone, string after, string next) => Assert.Equal(At(next), RunSchedule.Parse(expression, zone)!.Next(At(after)));

    [Fact]
    public void A_schedule_of_years_gone_by_has_no_next_run_and_no_interval()
    {
        var schedule = RunSchedule.Parse("cron(0 5 * * ? 2024)")!;

        Assert.Null(schedule.Next(At("2026-01-01T00:00:00Z")));
        Assert.Null(schedule.LongestInterval(At("2026-01-01T00:00:00Z")));
        Assert.Null(RunSchedule.Parse("rate(1 day)"));
    }

    [Theory]
    [InlineData("cron(0 5 ? * * *)", null, null, 24, 24)]
    [InlineData("cron(0 12 * * ? *)", 60L, 123L, 24, 2.05)]
    [InlineData("cron(0 * * * ? *)", null, null, 1, 8)]
    [InlineData("cron(0 * * * ? *)", 60L, 120L, 1, 1)]
    [InlineData("cron(0 18 ? * MON-FRI *)", 60L, 180L, 72, 3)]
    [InlineData("cron(0 8 1 * ? *)", 60L, 10_080L, 744, 24)]
    [InlineData("cron(0 5,17 * * ? *)", 60L, 600L, 12, 10)]
    public void The_objective_of_a_rule_is_its_longest_interval_and_a_run_may_take_its_window_but_no_day(string expression, long? start, long? completion, double interval, double allowance)
    {
        var rule = new RuleDefinition { ScheduleExpression = expression, StartWindowMinutes = start, CompletionWindowMinutes = completion };

        var objective = RecoveryObjective.Of(rule, At("2026-03-10T00:00:00Z"))!;

        Assert.Equal(TimeSpan.FromHours(interval), objective.Interval);
        Assert.Equal(TimeSpan.FromHours(allowance), objective.Allowance);
        Assert.Equal(objective.LateAfter + objective.Allowance, objective.CopyLateAfter);
    }

    [Fact]
    public void Clocks_that_are_set_do_not_lengthen_the_interval() =>
        Assert.Equal(TimeSpan.FromDays(1), RunSchedule.Parse("cron(0 5 * * ? *)", "America/New_York")!.LongestInterval(At("2026-01-01T00:00:00Z")));

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
