using System.Globalization;

namespace AwsBackupPlan.Simulator.Backup.Plans;

/// <summary>Judges an AWS cron expression: <c>cron(minute hour day-of-month month day-of-week year)</c>.</summary>
internal static class ScheduleExpression
{
    private static readonly string[] Months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
    private static readonly string[] Days = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

    /// <summary>What is wrong with it, or <see langword="null"/>.</summary>
    public static string? Fault(string expression)
    {
        if (!expression.StartsWith("cron(", StringComparison.Ordinal) || !expression.EndsWith(')'))
        {
            return "A cron expression is expected.";
        }

        var fields = expression["cron(".Length..^1].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length != 6)
        {
            return $"A cron expression has six fields; there are {fields.Length}.";
        }

        if ((fields[2] is "?") == (fields[4] is "?"))
        {
            return "Exactly one of day-of-month and day-of-week must be '?'.";
        }

        var valid = IsField(fields[1], 0, 23, [])
            && (fields[2] is "?" || IsDayOfMonth(fields[2]))
            && IsField(fields[3], 1, 12, Months)
            && (fields[4] is "?" || IsDayOfWeek(fields[4]))
            && IsField(fields[5], 1970, 2199, []);
        if (!valid || !IsField(fields[0], 0, 59, []))
        {
            return "A field holds a value that it does not take.";
        }

        return Number(fields[0], 0, 59, []) is null ? "A backup can run at most once an hour." : null;
    }

    private static bool IsDayOfMonth(string field) => field is "L"
        || (field.EndsWith('W') && (field is "LW" || Number(field[..^1], 1, 31, []) is not null))
        || (field.StartsWith("L-", StringComparison.Ordinal) && Number(field[2..], 1, 30, []) is not null)
        || IsField(field, 1, 31, []);

    private static bool IsDayOfWeek(string field)
    {
        if (field is "L" || (field.EndsWith('L') && Number(field[..^1], 1, 7, Days) is not null))
        {
            return true;
        }

        return field.Split('#') is [var day, var week]
            ? Number(day, 1, 7, Days) is not null && Number(week, 1, 5, []) is not null
            : IsField(field, 1, 7, Days);
    }

    private static bool IsField(string field, int least, int most, string[] names) =>
        Array.TrueForAll(field.Split(','), part => IsPart(part, least, most, names));

    /// <summary><c>*</c>, a value or a range, each with or without a step.</summary>
    private static bool IsPart(string part, int least, int most, string[] names)
    {
        var steps = part.Split('/');
        if (steps.Length > 2 || (steps.Length == 2 && Number(steps[1], 1, most, []) is null))
        {
            return false;
        }

        return steps[0].Split('-') switch
        {
            ["*"] => true,
            [var value] => Number(value, least, most, names) is not null,
            [var from, var to] => Number(from, least, most, names) <= Number(to, least, most, names),
            _ => false,
        };
    }

    private static int? Number(string text, int least, int most, string[] names)
    {
        var name = Array.IndexOf(names, text.ToUpperInvariant());
        if (name >= 0)
        {
            return name + least;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : null;
    }
}
