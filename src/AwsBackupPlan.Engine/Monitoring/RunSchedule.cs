using System.Globalization;
using AwsBackupPlan.Engine.Plans;

namespace AwsBackupPlan.Engine.Monitoring;

/// <summary>When a rule runs: its cron expression in its time zone.</summary>
/// <remarks>As AWS's scheduler has it: a time that the clocks leave out in spring does not come, and one that they have twice in autumn comes once, the first time.</remarks>
public sealed class RunSchedule
{
    /// <summary>AWS Backup's default.</summary>
    public const string Default = "cron(0 5 ? * * *)";

    /// <summary>Leap days are at most eight years apart.</summary>
    private const int HorizonYears = 9;

    private readonly SortedSet<int> _minutes = [];
    private readonly SortedSet<int> _hours = [];
    private readonly SortedSet<int> _months = [];
    private readonly SortedSet<int> _years = [];
    private readonly Func<DateTime, bool> _isDay;
    private readonly TimeZoneInfo _zone;

    private RunSchedule(string[] fields, TimeZoneInfo zone)
    {
        CronField.Minutes.TryParse(fields[0], _minutes);
        CronField.Hours.TryParse(fields[1], _hours);
        CronField.Month.TryParse(fields[3], _months);
        CronField.Year.TryParse(fields[5], _years);
        _isDay = fields[2] is "?" ? DayOfWeek(fields[4]) : DayOfMonth(fields[2]);
        _zone = zone;
    }

    /// <summary>The schedule of an expression, or <see langword="null"/> when it is none that is known here.</summary>
    /// <param name="expression">The expression; AWS Backup's default without it.</param>
    /// <param name="timeZone">The name of the time zone; UTC without it, and where this machine does not know it.</param>
    public static RunSchedule? Parse(string? expression, string? timeZone = null) => CronExpression.TryParse(expression ?? Default, out var cron, out _)
        ? new RunSchedule(cron.Text.Substring(5, cron.Text.Length - 6).Split(' '), Zone(timeZone))
        : null;

    /// <summary>The first run after an instant, or <see langword="null"/> when there is none any more.</summary>
    public DateTimeOffset? Next(DateTimeOffset after)
    {
        // A day earlier, since the clocks can have been set meanwhile.
        foreach (var local in Runs(TimeZoneInfo.ConvertTime(after, _zone).DateTime.Date.AddDays(-1)))
        {
            if (Instant(local) is { } run && run > after)
            {
                return run;
            }
        }

        return null;
    }

    /// <summary>The longest time between two runs one after the other in the year from an instant on, by the clock of the time zone, or <see langword="null"/> when there are not two.</summary>
    public TimeSpan? LongestInterval(DateTimeOffset from)
    {
        var start = TimeZoneInfo.ConvertTime(from, _zone).DateTime.Date;
        DateTime? last = null;
        TimeSpan? longest = null;
        foreach (var run in Runs(start))
        {
            longest = last is { } before && (longest is null || run - before > longest) ? run - before : longest;
            last = run;
            if (longest is not null && run > start.AddYears(1))
            {
                break;
            }
        }

        return longest;
    }

    private IEnumerable<DateTime> Runs(DateTime from)
    {
        for (var day = from; day < from.AddYears(HorizonYears) && day.Year <= _years.Max; day = day.AddDays(1))
        {
            if (!_years.Contains(day.Year) || !_months.Contains(day.Month) || !_isDay(day))
            {
                continue;
            }

            foreach (var hour in _hours)
            {
                foreach (var minute in _minutes)
                {
                    yield return day.AddMinutes((hour * 60) + minute);
                }
            }
        }
    }

    private DateTimeOffset? Instant(DateTime local)
    {
        if (_zone.IsInvalidTime(local))
        {
            return null;
        }

        var offset = _zone.IsAmbiguousTime(local) ? _zone.GetAmbiguousTimeOffsets(local).Max() : _zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }

    private static Func<DateTime, bool> DayOfMonth(string field)
    {
        if (field is "L")
        {
            return static day => day.Day == DateTime.DaysInMonth(day.Year, day.Month);
        }

        if (field is [.., 'W'])
        {
            var wanted = CronField.DayOfMonth.ValueOf(field.Substring(0, field.Length - 1))!.Value;
            return day => wanted <= DateTime.DaysInMonth(day.Year, day.Month) && day.Day == NearestWorkingDay(new DateTime(day.Year, day.Month, wanted)).Day;
        }

        var days = new SortedSet<int>();
        CronField.DayOfMonth.TryParse(field, days);
        return day => days.Contains(day.Day);
    }

    // It stays in its month.
    private static DateTime NearestWorkingDay(DateTime day) => day.DayOfWeek switch
    {
        System.DayOfWeek.Saturday => day.AddDays(day.Day == 1 ? 2 : -1),
        System.DayOfWeek.Sunday => day.AddDays(day.Day == DateTime.DaysInMonth(day.Year, day.Month) ? -2 : 1),
        _ => day,
    };

    // Sunday is 1 here and 0 in .NET.
    private static Func<DateTime, bool> DayOfWeek(string field)
    {
        if (field is [.., 'L'])
        {
            // L alone is the last day of the week.
            var wanted = field.Length == 1 ? 7 : CronField.DayOfWeek.ValueOf(field.Substring(0, field.Length - 1))!.Value;
            return day => (int)day.DayOfWeek + 1 == wanted && (field.Length == 1 || day.Day + 7 > DateTime.DaysInMonth(day.Year, day.Month));
        }

        if (field.Split('#') is [var name, var number])
        {
            var (wanted, week) = (CronField.DayOfWeek.ValueOf(name)!.Value, int.Parse(number, CultureInfo.InvariantCulture));
            return day => (int)day.DayOfWeek + 1 == wanted && (day.Day + 6) / 7 == week;
        }

        var days = new SortedSet<int>();
        CronField.DayOfWeek.TryParse(field, days);
        return day => days.Contains((int)day.DayOfWeek + 1);
    }

    private static TimeZoneInfo Zone(string? name)
    {
        if (TimeZoneName.Normalize(name) is TimeZoneName.Utc)
        {
            return TimeZoneInfo.Utc;
        }

        try
        {
            return TimeZoneInfo.FindSystemTimeZoneById(name!);
        }
        catch (Exception exception) when (exception is TimeZoneNotFoundException or InvalidTimeZoneException)
        {
            return TimeZoneInfo.Utc;
        }
    }
}
