using System.Globalization;

namespace AwsBackupPlan.Simulator.Protocol;

/// <summary>Times as they go over the wire.</summary>
public static class Timestamps
{
    /// <summary>Epoch seconds with milliseconds, as JSON bodies have them.</summary>
    public static double EpochSeconds(DateTimeOffset time) => time.ToUnixTimeMilliseconds() / 1000d;

    /// <summary>ISO 8601 in UTC with milliseconds, as XML bodies and query strings have them.</summary>
    public static string Iso8601(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
