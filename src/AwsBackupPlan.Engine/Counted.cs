using System.Globalization;

namespace AwsBackupPlan.Engine;

/// <summary>Numbers of things, in words.</summary>
internal static class Counted
{
    /// <summary>A number with its noun, such as <c>1 recovery point</c> and <c>2 recovery points</c>.</summary>
    public static string Of(long count, string noun) => $"{count.ToString(CultureInfo.InvariantCulture)} {noun}{(count == 1 ? string.Empty : "s")}";
}
