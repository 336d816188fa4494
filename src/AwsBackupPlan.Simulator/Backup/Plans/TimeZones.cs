using System.Text.RegularExpressions;

namespace AwsBackupPlan.Simulator.Backup.Plans;

/// <summary>Names of time zones as the IANA database has them.</summary>
internal static partial class TimeZones
{
    /// <summary>Whether a zone exists. Where the machine has no IANA database, a name of the right form will do.</summary>
    public static bool Exists(string name) => Form().IsMatch(name)
        && (name is "UTC" or "Etc/UTC" || !HasDatabase || TimeZoneInfo.TryFindSystemTimeZoneById(name, out _));

    /// <summary>A zone by its name; UTC where the machine does not know it.</summary>
    public static TimeZoneInfo Of(string name) => TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : TimeZoneInfo.Utc;

    private static readonly bool HasDatabase = !OperatingSystem.IsWindows() && TimeZoneInfo.TryFindSystemTimeZoneById("America/New_York", out _);

    [GeneratedRegex(@"^[A-Z][A-Za-z0-9_+\-]*(/[A-Z][A-Za-z0-9_+\-]*){0,2}\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Form();
}
