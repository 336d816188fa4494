using System.Globalization;

namespace AwsBackupPlan.Engine.Monitoring;

/// <summary>Times in words, such as <c>3 h</c>.</summary>
internal static class AgeWords
{
    /// <summary>In the unit that fits.</summary>
    public static string Of(TimeSpan age) => age switch
    {
        { TotalMinutes: < 90 } => Number(age.TotalMinutes, "min"),
        { TotalHours: < 49 } => Number(age.TotalHours, "h"),
        _ => Number(age.TotalDays, "d"),
    };

    private static string Number(double number, string unit) => $"{Math.Floor(number).ToString("N0", CultureInfo.InvariantCulture)} {unit}";
}
