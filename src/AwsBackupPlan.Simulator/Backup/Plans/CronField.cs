using System.Globalization;

namespace AwsBackupPlan.Simulator.Backup.Plans;

/// <summary>One field of a cron expression: lists of values, ranges and steps, by number or by name.</summary>
internal sealed record CronField(int Least, int Most, params IReadOnlyList<string> Names)
{
    public static readonly CronField Minute = new(0, 59);
    public static readonly CronField Hour = new(0, 23);
    public static readonly CronField DayOfMonth = new(1, 31);
    public static readonly CronField Month = new(1, 12, "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");
    public static readonly CronField DayOfWeek = new(1, 7, "SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");
    public static readonly CronField Year = new(1970, 2199);

    /// <summary>The values that a field stands for, in order, or <see langword="null"/> where it holds one that it does not take.</summary>
    public int[]? Values(string field)
    {
        var values = new SortedSet<int>();
        foreach (var part in field.Split(','))
        {
            if (Range(part) is not var (from, to, step))
            {
                return null;
            }

            for (var value = from; value <= to; value += step)
            {
                values.Add(value);
            }
        }

        return [.. values];
    }

    /// <summary>A single value, or <see langword="null"/> where there is another thing.</summary>
    public int? Value(string text)
    {
        for (var place = 0; place < Names.Count; place++)
        {
            if (string.Equals(Names[place], text, StringComparison.OrdinalIgnoreCase))
            {
                return place + Least;
            }
        }

        return Number(text, Least, Most);
    }

    /// <summary>A number within bounds, or <see langword="null"/>.</summary>
    public static int? Number(string text, int least, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number : null;

    // "*", a value or a range, each with or without a step; a value with a step goes on to the end.
    private (int From, int To, int Step)? Range(string part)
    {
        var halves = part.Split('/');
        var step = halves.Length == 1 ? 1 : halves.Length == 2 ? Number(halves[1], 1, Most) : null;
        if (step is null)
        {
            return null;
        }

        return halves[0].Split('-') switch
        {
            ["*"] => (Least, Most, step.Value),
            [var text] when Value(text) is { } value => (value, halves.Length == 1 ? value : Most, step.Value),
            [var first, var last] when Value(first) is { } from && Value(last) is { } to && from <= to => (from, to, step.Value),
            _ => null,
        };
    }
}
