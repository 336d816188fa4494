using AwsBackupPlan.Engine.Monitoring;
using AwsBackupPlan.Engine.Plans;
using AwsBackupPlan.Simulator.Backup;

namespace AwsBackupPlan.Engine.Tests.Monitoring;

/// <summary>When rules run, against the simulator's own reading of schedules, which was written apart from it.</summary>
public sealed class RunSchedulePeerTests
{
    private const int Rounds = 3_000;
    private const int Runs = 4;

    // Leap days and fifth weekdays of February are the rarest that both look for.
    private static readonly TimeSpan Horizon = TimeSpan.FromDays(8 * 365);

    private static readonly string[] Hours = ["*", "0", "2", "3", "23", "1,2,3", "0/6", "*/5", "1-3", "8-18/4"];
    private static readonly string[] Months = ["*", "3", "10", "MAR,OCT", "1-6", "FEB", "*/2", "nov"];
    private static readonly string[] Years = ["*", "*", "*", "2026", "2026-2028", "2024,2030", "2027/2", "2020"];

    private static readonly string[] Zones =
    [
        "Etc/UTC", "Europe/Berlin", "America/New_York", "America/Sao_Paulo", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Auckland", "Africa/Cairo", "America/Santiago", "Pacific/Apia",
    ];

    private static readonly string[] Days =
    [
        "* {0} ?", "? {0} *", "1 {0} ?", "31 {0} ?", "29,30 {0} ?", "1-7 {0} ?", "*/10 {0} ?", "L {0} ?", "1W {0} ?", "15W {0} ?", "31W {0} ?",
        "? {0} SUN", "? {0} MON-FRI", "? {0} 1,7", "? {0} L", "? {0} 6L", "? {0} sunL", "? {0} 1#1", "? {0} TUE#5", "? {0} 2/2",
    ];

    [Fact]
    public void Both_say_the_same_next_runs_of_many_schedules_in_many_time_zones()
    {
        var random = new Random(20_261_126);
        var agreed = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var expression = $"cron({random.Next(60)} {Draw(random, Hours)} {Draw(random, Days).Replace("{0}", Draw(random, Months), StringComparison.Ordinal)} {Draw(random, Years)})";
            var zone = Draw(random, Zones);
            // Around the days when clocks are set as often as not.
            var after = random.Next(2) == 0
                ? new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(random.Next(366 * 24 * 60))
                : new DateTimeOffset(2026, random.Next(2) == 0 ? 3 : 10, 24, 0, 0, 0, TimeSpan.Zero).AddMinutes(random.Next(9 * 24 * 60));
            if (RunSchedule.Parse(expression, zone) is not { } schedule)
            {
                Assert.False(CronExpression.TryParse(expression, out _, out _));
                continue;
            }

            for (var run = 0; run < Runs; run++)
            {
                var (ours, theirs) = (schedule.Next(after), BackupService.NextRun(expression, zone, after));
                if (ours is null && (theirs is null || theirs > after + Horizon))
                {
                    break;
                }

                Assert.True(ours == theirs, $"{expression} in {zone} after {after:O}: {ours:O} and {theirs:O}");
                after = ours!.Value;
                agreed++;
            }
        }

        Assert.InRange(agreed, Rounds * 2, Rounds * Runs);
    }

    private static string Draw(Random random, string[] from) => from[random.Next(from.Length)];
}
