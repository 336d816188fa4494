using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace AwsBackupPlan.Engine.Plans;

/// <summary>An AWS cron expression of six fields: <c>cron(minutes hours day-of-month month day-of-week year)</c>.</summary>
/// <remarks>
/// One of the two fields for days is <c>?</c>. Day of month also takes <c>L</c> (the last) and <c>15W</c> (the working day nearest to the 15th); day of week
/// takes <c>L</c>, <c>6L</c> (the last Friday) and <c>6#3</c> (the third Friday); Sunday is 1. AWS Backup starts a rule at most once an hour, so the field for
/// minutes has one value.
/// </remarks>
public sealed class CronExpression
{
    private const string Form = "cron(minutes hours day-of-month month day-of-week year), such as cron(0 5 * * ? *) for every day at 05:00";

    private CronExpression(string text, int lastYear) => (Text, LastYear) = (text, lastYear);

    /// <summary>The expression, with single blanks between its fields.</summary>
    public string Text { get; }

    /// <summary>The last year in which it starts anything.</summary>
    public int LastYear { get; }

    /// <summary>Reads an expression as AWS Backup takes it: not more often than hourly.</summary>
    /// <param name="text">The expression with <c>cron(</c> and <c>)</c>.</param>
    /// <param name="expression">The expression, when it is one.</param>
    /// <param name="fault">What is wrong and what is allowed, when it is not.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out CronExpression? expression, [NotNullWhen(false)] out string? fault)
    {
        var years = new SortedSet<int>();
        string[] fields = Fields(text, out fault);
        fault = fault is null ? FieldsFault(fields, years) : fault;
        expression = fault is null ? new CronExpression($"cron({string.Join(" ", fields)})", years.Max) : null;
        fault = fault is null ? null : $"'{StrictJsonReader.Shorten(text)}' is not a schedule that AWS Backup takes: {fault}";
        return expression is not null;
    }

    /// <inheritdoc/>
    public override string ToString() => Text;

    private static string[] Fields(string text, out string? fault)
    {
        fault = null;
        string trimmed = text.Trim();
        if (trimmed.StartsWith("rate(", StringComparison.OrdinalIgnoreCase))
        {
            fault = "it takes no rate(); use cron(), such as cron(0 * * * ? *) for every hour.";
            return [];
        }

        if (!trimmed.StartsWith("cron(", StringComparison.Ordinal) || trimmed is not [.., ')'])
        {
            fault = $"write it as {Form}.";
            return [];
        }

        string[] fields = trimmed.Substring(5, trimmed.Length - 6).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length != 6)
        {
            fault = $"it has {fields.Length} fields and six are needed: {Form}.";
        }

        return fields;
    }

    private static string? FieldsFault(string[] fields, SortedSet<int> years)
    {
        var months = new SortedSet<int>();
        string? fault = CronField.Minutes.TryParse(fields[0], [])
            ?? CronField.Hours.TryParse(fields[1], [])
            ?? DaysFault(fields[2], fields[4])
            ?? CronField.Month.TryParse(fields[3], months)
            ?? CronField.Year.TryParse(fields[5], years);
        if (fault is not null)
        {
            return fault;
        }

        if (CronField.Minutes.ValueOf(fields[0]) is null)
        {
            return $"the field for minutes is '{StrictJsonReader.Shorten(fields[0])}', and AWS Backup runs a rule at most once an hour; give one value for minutes.";
        }

        return Occurs(fields[2], months, years) ? null : "no month that it names has that day, so it would never run.";
    }

    private static string? DaysFault(string dayOfMonth, string dayOfWeek)
    {
        bool anyDayOfMonth = string.Equals(dayOfMonth, "?", StringComparison.Ordinal);
        bool anyDayOfWeek = string.Equals(dayOfWeek, "?", StringComparison.Ordinal);
        if (anyDayOfMonth == anyDayOfWeek)
        {
            return anyDayOfMonth
                ? "only one of day of month and day of week can be '?'; write '*' for every day."
                : "one of day of month and day of week must be '?', the one that does not matter.";
        }

        return anyDayOfMonth ? DayOfWeekFault(dayOfWeek) : DayOfMonthFault(dayOfMonth);
    }

    private static string? DayOfMonthFault(string text)
    {
        if (string.Equals(text, "L", StringComparison.Ordinal))
        {
            return null;
        }

        return text is [.., 'W'] && CronField.DayOfMonth.ValueOf(text.Substring(0, text.Length - 1)) is not null
            ? null
            : With(CronField.DayOfMonth.TryParse(text, []), "L (the last day) and W (15W, the working day nearest to the 15th) stand alone.");
    }

    private static string? DayOfWeekFault(string text)
    {
        if (text is [.., 'L'] && (text.Length == 1 || CronField.DayOfWeek.ValueOf(text.Substring(0, text.Length - 1)) is not null))
        {
            return null;
        }

        string[] halves = text.Split('#');
        bool nth = halves.Length == 2
            && CronField.DayOfWeek.ValueOf(halves[0]) is not null
            && int.TryParse(halves[1], NumberStyles.None, CultureInfo.InvariantCulture, out int week)
            && week is >= 1 and <= 5;
        return nth
            ? null
            : With(CronField.DayOfWeek.TryParse(text, []), "L (6L, the last Friday) and # (6#3, the third Friday) stand alone; Sunday is 1.");
    }

    private static string? With(string? fault, string hint) => fault is null ? null : $"{fault} {hint}";

    private static bool Occurs(string dayOfMonth, SortedSet<int> months, SortedSet<int> years)
    {
        var days = new SortedSet<int>();
        if (dayOfMonth is "?" or "L" || CronField.DayOfMonth.TryParse(dayOfMonth.TrimEnd('W'), days) is not null)
        {
            return true;
        }

        return years.Any(year => months.Any(month => days.Min <= DateTime.DaysInMonth(year, month)));
    }
}
