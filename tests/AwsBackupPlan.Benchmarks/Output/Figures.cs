using System.Globalization;

namespace AwsBackupPlan.Benchmarks.Output;

/// <summary>How numbers are written.</summary>
internal static class Figures
{
    /// <summary>A number with that many digits behind the point.</summary>
    public static string Of(double number, int digits = 2) => number.ToString("N" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    /// <summary>A whole number.</summary>
    public static string Of(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Bytes as megabytes.</summary>
    public static string Megabytes(long bytes) => Of(bytes / 1e6, 0);

    /// <summary>The middle one.</summary>
    public static double Median(IEnumerable<double> numbers)
    {
        double[] sorted = [.. numbers.Order()];
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }
}
