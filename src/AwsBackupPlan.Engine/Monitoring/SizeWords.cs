using System.Globalization;

namespace AwsBackupPlan.Engine.Monitoring;

/// <summary>Numbers of bytes in words, such as <c>20 GiB</c>.</summary>
internal static class SizeWords
{
    private static readonly string[] Units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];

    /// <summary>In the binary unit that fits.</summary>
    public static string Of(long bytes)
    {
        var (size, unit) = ((double)bytes, 0);
        for (; size >= 1024 && unit < Units.Length - 1; unit++)
        {
            size /= 1024;
        }

        return $"{size.ToString("0.#", CultureInfo.InvariantCulture)} {Units[unit]}";
    }
}
