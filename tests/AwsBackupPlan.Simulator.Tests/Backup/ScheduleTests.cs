using System.Globalization;
using System.Text.Json.Nodes;

namespace AwsBackupPlan.Simulator.Tests.Backup;

/// <summary>When the rules of plans run, seen by what they make. It is noon of Sunday, 1 March 2026.</summary>
public sealed class ScheduleTests
{
    private readonly BackupBench _bench = new(new SimulatorOptions { RunPlans = true });

    [Theory]
    [InlineData("0 5 ? * * *", "Etc/UTC", "2026-03-02 05:00, 2026-03-03 05:00, 2026-03-04 05:00")]
    [InlineData("30 */6 * * ? *", "Etc/UTC", "2026-03-01 12:30, 2026-03-01 18:30, 2026-03-02 00:30, 2026-03-02 06:30")]
    [InlineData("0 22/1 1,2 * ? *", "Etc/UTC", "2026-03-01 22:00, 2026-03-01 23:00, 2026-03-02 22:00")]
    [InlineData("0 0 L * ? *", "Etc/UTC", "2026-03-31 00:00, 2026-04-30 00:00, 2026-05-31 00:00")]
    [InlineData("0 0 L-2 2 ? *", "Etc/UTC", "2027-02-26 00:00, 2028-02-27 00:00")]
    [InlineData("0 0 LW * ? *", "Etc/UTC", "2026-03-31 00:00, 2026-04-30 00:00, 2026-05-29 00:00")]
    [InlineData("0 0 15W * ? *", "Etc/UTC", "2026-03-16 00:00, 2026-04-15 00:00, 2026-05-15 00:00")]
    [InlineData("0 0 1W 6,8 ? *", "Etc/UTC", "2026-06-01 00:00, 2026-08-03 00:00")]
    [InlineData("0 0 31W 5 ? 2026", "Etc/UTC", "2026-05-29 00:00")]
    [InlineData("0 0 ? * 6L *", "Etc/UTC", "2026-03-27 00:00, 2026-04-24 00:00, 2026-05-29 00:00")]
    [InlineData("0 0 ? * FRI#1 *", "Etc/UTC", "2026-03-06 00:00, 2026-04-03 00:00, 2026-05-01 00:00")]
    [InlineData("0 0 ? * 1#5 *", "Etc/UTC", "2026-03-29 00:00, 2026-05-31 00:00")]
    [InlineData("0 0 ? * L *", "Etc/UTC", "2026-03-07 00:00, 2026-03-14 00:00")]
    [InlineData("0 0 ? * mon-fri *", "Etc/UTC", "2026-03-02 00:00, 2026-03-03 00:00, 2026-03-04 00:00, 2026-03-05 00:00, 2026-03-06 00:00, 2026-03-09 00:00")]
    [InlineData("0 0 31 * ? *", "Etc/UTC", "2026-03-31 00:00, 2026-05-31 00:00, 2026-07-31 00:00")]
    [InlineData("0 0 29 2 ? *", "Etc/UTC", "2028-02-29 00:00, 2032-02-29 00:00")]
    [InlineData("0 0 1 JAN-MAR/2 ? 2027", "Etc/UTC", "2027-01-01 00:00, 2027-03-01 00:00")]
    [InlineData("0 0 1 1 ? 2027/2", "Etc/UTC", "2027-01-01 00:00, 2029-01-01 00:00")]
    [InlineData("0 12 28-30 3 ? 2026", "Europe/Berlin", "2026-03-28 11:00, 2026-03-29 10:00, 2026-03-30 10:00")]
    [InlineData("0 0 1 4 ? 2026", "Asia/Kolkata", "2026-03-31 18:30")]
    [InlineData("30 2 7-9 3 ? 2026", "America/New_York", "2026-03-07 07:30, 2026-03-09 06:30")]
    [InlineData("30 1 1-2 11 ? 2026", "America/New_York", "2026-11-01 05:30, 2026-11-02 06:30")]
    [InlineData("0 0-3 1 11 ? 2026", "America/New_York", "2026-11-01 04:00, 2026-11-01 05:00, 2026-11-01 07:00, 2026-11-01 08:00")]
    public void A_rule_runs_when_its_expression_says_by_the_clocks_of_its_time_zone(string fields, string timeZone, string expected)
    {
        MakePlan(Rule("daily", fields, timeZone));
        var times = expected.Split(", ");
        for (var years = 0; years < 8 && _bench.Points().Count < times.Length; years++)
        {
            _bench.World.Advance(TimeSpan.FromDays(366));
        }

        Assert.Equal(times, Times().Take(times.Length), StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("0 0 1 1 ? 2027")]
    [InlineData("0 0 30 2 ? *")]
    [InlineData("0 0 1 1 ? 2020-2026")]
    [InlineData("30 2 8 3 ? 2026")]
    public void A_rule_that_has_no_more_times_runs_no_more(string fields)
    {
        MakePlan(Rule("daily", fields, "America/New_York"));
        _bench.World.Advance(TimeSpan.FromDays(365 * 40));
        Assert.True(_bench.Points().Count <= 1);
        Assert.All(Times(), static time => Assert.Equal("2027-01-01 05:00", time));
    }

    [Fact]
    public void A_changed_plan_runs_by_its_new_schedule_and_a_deleted_one_no_more()
    {
        var plan = MakePlan(Rule("daily", "0 5 * * ? *"));
        _bench.World.Advance(TimeSpan.FromDays(1));
        _bench.Send("POST", $"/backup/plans/{plan}", BackupBench.Plan("plan", Rule("daily", "0 6 * * ? *")));
        _bench.World.Advance(TimeSpan.FromDays(1));
        Assert.Equal(["2026-03-02 05:00", "2026-03-03 06:00"], Times(), StringComparer.Ordinal);
        var selection = _bench.Send("GET", $"/backup/plans/{plan}/selections")["BackupSelectionsList"]![0]!["SelectionId"];
        _bench.Send("DELETE", $"/backup/plans/{plan}/selections/{selection}");
        _bench.Send("DELETE", $"/backup/plans/{plan}");
        _bench.World.Advance(TimeSpan.FromDays(3));
        Assert.Equal(2, _bench.Points().Count);
    }

    [Fact]
    public void Plans_that_are_not_to_run_make_nothing()
    {
        _bench.Behaviour.PlansRun = false;
        MakePlan(Rule("daily", "0 5 * * ? *"));
        _bench.World.Advance(TimeSpan.FromDays(3));
        Assert.Empty(_bench.Points());
        _bench.Behaviour.PlansRun = true;
        _bench.World.Advance(TimeSpan.FromDays(1));
        Assert.Equal(["2026-03-05 05:00"], Times(), StringComparer.Ordinal);
    }

    [Fact]
    public void Of_rules_whose_start_windows_overlap_only_the_one_runs_that_keeps_longer()
    {
        // The yearly one comes first in its window, the monthly one last: it makes no difference.
        MakePlan(
            Rule("hourly", "0 4,9 * * ? *", deleteAfterDays: 7),
            Rule("daily", "0 5 * * ? *", deleteAfterDays: 35),
            Rule("monthly", "30 5 3 * ? *", deleteAfterDays: 365),
            Rule("yearly", "30 4 5 3 ? *", deleteAfterDays: 3650));
        _bench.World.Advance(TimeSpan.FromDays(4));
        Assert.Equal(
            [
                "2026-03-02 04:00 hourly", "2026-03-02 05:00 daily", "2026-03-02 09:00 hourly",
                "2026-03-03 04:00 hourly", "2026-03-03 05:30 monthly", "2026-03-03 09:00 hourly",
                "2026-03-04 04:00 hourly", "2026-03-04 05:00 daily", "2026-03-04 09:00 hourly",
                "2026-03-05 04:30 yearly", "2026-03-05 09:00 hourly",
            ],
            _bench.Points().Select(static point => $"{Time(point)} {point["CreatedBy"]!["BackupRuleName"]}"),
            StringComparer.Ordinal);
    }

    [Fact]
    public void Of_overlapping_rules_that_keep_alike_the_first_runs()
    {
        MakePlan(Rule("first", "30 5 * * ? *"), Rule("second", "0 5 * * ? *"));
        _bench.World.Advance(TimeSpan.FromDays(1));
        Assert.Equal(["2026-03-02 05:30"], Times(), StringComparer.Ordinal);
    }

    private static string Time(JsonObject point) =>
        DateTimeOffset.UnixEpoch.AddSeconds((double)point["CreationDate"]!).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static JsonObject Rule(string name, string fields, string timeZone = "Etc/UTC", int? deleteAfterDays = null)
    {
        var rule = BackupBench.Rule(name);
        rule["ScheduleExpression"] = $"cron({fields})";
        rule["ScheduleExpressionTimezone"] = timeZone;
        rule["StartWindowMinutes"] = 60;
        rule["CompletionWindowMinutes"] = 120;
        if (deleteAfterDays is not null)
        {
            rule["Lifecycle"] = new JsonObject { ["DeleteAfterDays"] = deleteAfterDays };
        }

        return rule;
    }

    private string MakePlan(params JsonObject[] rules)
    {
        var plan = _bench.MakePlan(BackupBench.Plan("plan", rules));
        var selection = BackupBench.Selection();
        selection["BackupSelection"]!["Resources"] = new JsonArray("arn:aws:rds:*:*:db:*");
        _bench.MakeSelection(plan, selection);
        return plan;
    }

    private IEnumerable<string> Times() => _bench.Points().Select(Time);
}
