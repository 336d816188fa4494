using System.Globalization;
using System.Text.RegularExpressions;

namespace AwsBackupPlan.Simulator.Backup.Audit;

/// <summary>A parameter of a control: its name, and what is wrong with a value, beside the other values of the control.</summary>
internal sealed record AuditParameter(string Name, Func<string, IReadOnlyDictionary<string, string>, string?> Fault)
{
    private const int LongestDays = 36500;
    private const int LongestList = 5;

    public static AuditParameter Unit(string name) => new(name, static (value, _) => value is "hours" or "days" ? null : "It must be hours or days");

    public static AuditParameter Number(string name) => new(name, static (value, _) => Range(value, LongestDays));

    public static AuditParameter Time(string name, string unit, int mostHours, int mostDays) =>
        new(name, (value, others) => Range(value, string.Equals(others.GetValueOrDefault(unit), "hours", StringComparison.Ordinal) ? mostHours : mostDays));

    public static AuditParameter List(string name, string pattern) => new(name, (value, _) =>
    {
        var items = value.Split(',', StringSplitOptions.TrimEntries);
        return items.Length > LongestList ? $"It can have {LongestList} items"
            : Array.Find(items, item => !Regex.IsMatch(item, $@"\A(?:{pattern})\z", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1))) is { } wrong ? $"'{wrong}' is not valid"
            : null;
    });

    private static string? Range(string value, int most) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most ? null : $"It must be a whole number from 1 to {most}";
}
