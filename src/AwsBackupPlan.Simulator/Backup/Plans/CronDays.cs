namespace AwsBackupPlan.Simulator.Backup.Plans;

/// <summary>The days of a month that a cron expression names, by its day of month or its day of week.</summary>
internal sealed class CronDays
{
    private readonly Func<int, int, IEnumerable<int>> _of;

    private CronDays(Func<int, int, IEnumerable<int>> of) => _of = of;

    /// <summary>The days of a month, in order.</summary>
    public IEnumerable<int> Of(int year, int month) => _of(year, month);

    /// <summary>Reads a day of month: values, <c>L</c> (the last), <c>L-3</c> (three before it), <c>15W</c> and <c>LW</c> (the working day nearest to it).</summary>
    public static CronDays? OfMonth(string field)
    {
        if (field is "L" or "LW")
        {
            return field is "L"
                ? new CronDays(static (year, month) => [DateTime.DaysInMonth(year, month)])
                : new CronDays(static (year, month) => [WorkingDay(year, month, DateTime.DaysInMonth(year, month))]);
        }

        if (field.EndsWith('W'))
        {
            return CronField.DayOfMonth.Value(field[..^1]) is { } day
                ? new CronDays((year, month) => day <= DateTime.DaysInMonth(year, month) ? [WorkingDay(year, month, day)] : [])
                : null;
        }

        if (field.StartsWith("L-", StringComparison.Ordinal))
        {
            return CronField.Number(field[2..], 1, 30) is { } before
                ? new CronDays((year, month) => DateTime.DaysInMonth(year, month) - before is > 0 and var day ? [day] : [])
                : null;
        }

        return CronField.DayOfMonth.Values(field) is { } days
            ? new CronDays((year, month) => days.Where(day => day <= DateTime.DaysInMonth(year, month)))
            : null;
    }

    /// <summary>Reads a day of week: values (1 is Sunday), <c>L</c> (Saturday), <c>6L</c> (the last Friday), <c>6#3</c> (the third Friday).</summary>
    public static CronDays? OfWeek(string field)
    {
        if (field is "L")
        {
            return new CronDays(static (year, month) => Weekdays(year, month, [7]));
        }

        if (field.EndsWith('L') && CronField.DayOfWeek.Value(field[..^1]) is { } last)
        {
            return new CronDays((year, month) => Weekdays(year, month, [last]).TakeLast(1));
        }

        if (field.Split('#') is [var name, var week])
        {
            return CronField.DayOfWeek.Value(name) is { } day && CronField.Number(week, 1, 5) is { } number
                ? new CronDays((year, month) => Weekdays(year, month, [day]).Skip(number - 1).Take(1))
                : null;
        }

        return CronField.DayOfWeek.Values(field) is { } days ? new CronDays((year, month) => Weekdays(year, month, days)) : null;
    }

    private static IEnumerable<int> Weekdays(int year, int month, int[] wanted) =>
        Enumerable.Range(1, DateTime.DaysInMonth(year, month)).Where(day => wanted.Contains((int)new DateTime(year, month, day).DayOfWeek + 1));

    // It stays within the month.
    private static int WorkingDay(int year, int month, int day) => new DateTime(year, month, day).DayOfWeek switch
    {
        DayOfWeek.Saturday => day == 1 ? 3 : day - 1,
        DayOfWeek.Sunday => day == DateTime.DaysInMonth(year, month) ? day - 2 : day + 1,
        _ => day,
    };
}
