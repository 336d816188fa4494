using System.Globalization;

namespace AwsBackupPlan.Engine.Plans;

/// <summary>One field of a cron expression: its range and the names of its values.</summary>
internal sealed class CronField(string name, int minimum, int maximum, params string[] names)
{
    public static CronField Minutes { get; } = new("minutes", 0, 59);

    public static CronField Hours { get; } = new("hours", 0, 23);

    public static CronField DayOfMonth { get; } = new("day of month", 1, 31);

    public static CronField Month { get; } = new("month", 1, 12, "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");

    public static CronField DayOfWeek { get; } = new("day of week", 1, 7, "SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");

    public static CronField Year { get; } = new("year", 1970, 2199);

    /// <summary>What it is called.</summary>
    public string Name { get; } = name;

    /// <summary>The values that a field's text stands for, or what is wrong with it.</summary>
    /// <param name="text">A list of values, ranges and steps.</param>
    /// <param name="values">The values.</param>
    /// <returns>What is wrong, or <see langword="null"/>.</returns>
    public string? TryParse(string text, SortedSet<int> values)
    {
        foreach (string part in text.Split(','))
        {
            if (ParsePart(part, values) is { } fault)
            {
                return $"the field for {Name} is '{StrictJsonReader.Shorten(text)}': {fault}";
            }
        }

        return null;
    }

    /// <summary>The value that a number or name stands for, or <see langword="null"/>.</summary>
    public int? ValueOf(string text)
    {
        int index = Array.FindIndex(names, known => string.Equals(known, text, StringComparison.OrdinalIgnoreCase));
        if (index >= 0)
        {
            return minimum + index;
        }

        return text.Length is > 0 and <= 4 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value >= minimum && value <= maximum
            ? value
            : null;
    }

    private string? ParsePart(string part, SortedSet<int> values)
    {
        string[] halves = part.Split('/');
        int step = 1;
        if (halves.Length > 2 || (halves.Length == 2 && !IsStep(halves[1], out step)))
        {
            return $"'{StrictJsonReader.Shorten(part)}' has no step that makes sense; write it like 0/15 or 1-10/2.";
        }

        if (Range(halves[0], openEnded: halves.Length == 2) is not var (from, to))
        {
            return $"'{StrictJsonReader.Shorten(part)}' is not allowed. Allowed are {Allowed()}.";
        }

        if (from > to)
        {
            return $"the range '{halves[0]}' runs backwards; write it as a list.";
        }

        for (int value = from; value <= to; value += step)
        {
            values.Add(value);
        }

        return null;
    }

    private bool IsStep(string text, out int step)
        => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out step) && step >= 1 && step <= maximum;

    private (int From, int To)? Range(string text, bool openEnded)
    {
        if (string.Equals(text, "*", StringComparison.Ordinal))
        {
            return (minimum, maximum);
        }

        string[] ends = text.Split('-');
        int? from = ValueOf(ends[0]);
        int? to = ends.Length == 1 ? (openEnded ? maximum : from) : ValueOf(ends[1]);
        return ends.Length <= 2 && from is { } first && to is { } last ? (first, last) : null;
    }

    private string Allowed()
    {
        string range = $"{minimum}–{maximum}";
        string named = names.Length == 0 ? range : $"{range} or {names[0]}–{names[names.Length - 1]}";
        return $"{named}, ranges (a-b), lists (a,b), steps (a/n) and *";
    }
}
