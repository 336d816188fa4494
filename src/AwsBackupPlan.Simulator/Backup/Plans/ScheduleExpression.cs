using System.Diagnostics.CodeAnalysis;

namespace AwsBackupPlan.Simulator.Backup.Plans;

/// <summary>An AWS cron expression: <c>cron(minute hour day-of-month month day-of-week year)</c>.</summary>
internal sealed class ScheduleExpression
{
    private readonly int _minute;
    private readonly int[] _hours;
    private readonly CronDays _days;
    private readonly int[] _months;
    private readonly int[] _years;

    private ScheduleExpression(int minute, int[] hours, CronDays days, int[] months, int[] years) =>
        (_minute, _hours, _days, _months, _years) = (minute, hours, days, months, years);

    /// <summary>What is wrong with it, or <see langword="null"/>.</summary>
    public static string? Fault(string expression)
    {
        TryRead(expression, out _, out var fault);
        return fault;
    }

    /// <summary>When it comes next after a time, by the clocks of a time zone; <see langword="null"/> when it does not any more.</summary>
    /// <remarks>A time that the clocks leave out in spring does not come; one that comes twice in autumn counts once, the first time.</remarks>
    public DateTimeOffset? Next(DateTimeOffset after, TimeZoneInfo zone)
    {
        // A day earlier: where clocks go back over midnight, what comes later may stand before.
        foreach (var local in From(TimeZoneInfo.ConvertTime(after, zone).Date.AddDays(-1)))
        {
            if (At(local, zone) is { } at && at > after)
            {
                return at;
            }
        }

        return null;
    }

    /// <summary>Reads an expression, or says what is wrong with it.</summary>
    public static bool TryRead(string expression, [NotNullWhen(true)] out ScheduleExpression? read, [NotNullWhen(false)] out string? fault)
    {
        read = null;
        if (!expression.StartsWith("cron(", StringComparison.Ordinal) || !expression.EndsWith(')'))
        {
            fault = "A cron expression is expected.";
            return false;
        }

        var fields = expression["cron(".Length..^1].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length != 6)
        {
            fault = $"A cron expression has six fields; there are {fields.Length}.";
            return false;
        }

        if ((fields[2] is "?") == (fields[4] is "?"))
        {
            fault = "Exactly one of day-of-month and day-of-week must be '?'.";
            return false;
        }

        if (CronField.Minute.Values(fields[0]) is null
            || CronField.Hour.Values(fields[1]) is not { } hours
            || (fields[2] is "?" ? CronDays.OfWeek(fields[4]) : CronDays.OfMonth(fields[2])) is not { } days
            || CronField.Month.Values(fields[3]) is not { } months
            || CronField.Year.Values(fields[5]) is not { } years)
        {
            fault = "A field holds a value that it does not take.";
            return false;
        }

        if (CronField.Minute.Value(fields[0]) is not { } minute)
        {
            fault = "A backup can run at most once an hour.";
            return false;
        }

        fault = null;
        read = new ScheduleExpression(minute, hours, days, months, years);
        return true;
    }

    private static DateTimeOffset? At(DateTime local, TimeZoneInfo zone)
    {
        if (zone.IsInvalidTime(local))
        {
            return null;
        }

        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }

    private IEnumerable<DateTime> From(DateTime first) =>
        from year in _years
        where year >= first.Year
        from month in _months
        where year > first.Year || month >= first.Month
        from day in _days.Of(year, month)
        where year > first.Year || month > first.Month || day >= first.Day
        from hour in _hours
        select new DateTime(year, month, day, hour, _minute, 0, DateTimeKind.Unspecified);
}
