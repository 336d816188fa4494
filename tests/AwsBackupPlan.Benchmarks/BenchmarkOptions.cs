using System.Globalization;

namespace AwsBackupPlan.Benchmarks;

/// <summary>The command line.</summary>
/// <param name="IsFull">Every fleet at every latency; otherwise those that take minutes in all.</param>
/// <param name="Only">The parts to measure; all when empty.</param>
/// <param name="LargestFleet">No fleet with more accounts is measured.</param>
internal sealed record BenchmarkOptions(bool IsFull, IReadOnlyList<string> Only, int LargestFleet = BenchmarkOptions.AllFleets)
{
    /// <summary>The accounts of the largest fleet there is.</summary>
    public const int AllFleets = 10_000;

    /// <summary>The parts, in the order in which they are measured.</summary>
    public static readonly IReadOnlyList<string> Parts = ["start", "fleet", "simulator", "sample", "teardown", "days", "monitoring", "report", "lambda"];

    /// <summary>What <c>--help</c> prints.</summary>
    public const string Help = """
        dotnet run -c Release --project tests/AwsBackupPlan.Benchmarks [-- options]

          --quick        what takes less than ten minutes (the default)
          --full         every fleet at every latency: about half an hour
          --only PARTS   start, fleet, simulator, sample, teardown, days, monitoring, report, lambda; several with commas between
          --up-to COUNT  no fleet of more accounts than that
        """;

    /// <summary>Whether a part is to be measured.</summary>
    public bool Wants(string part) => Only.Count == 0 || Only.Contains(part, StringComparer.Ordinal);

    /// <summary>Reads the command line.</summary>
    /// <exception cref="FormatException">It is wrong.</exception>
    public static BenchmarkOptions Parse(IReadOnlyList<string> arguments)
    {
        var options = new BenchmarkOptions(IsFull: false, Only: []);
        for (var index = 0; index < arguments.Count; index++)
        {
            options = arguments[index] switch
            {
                "--quick" => options with { IsFull = false },
                "--full" => options with { IsFull = true },
                "--only" when index + 1 < arguments.Count => options with { Only = ReadParts(arguments[++index]) },
                "--up-to" when index + 1 < arguments.Count => options with { LargestFleet = ReadCount(arguments[++index]) },
                var unknown => throw new FormatException($"'{unknown}' is no option, or lacks its value."),
            };
        }

        return options;
    }

    private static int ReadCount(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0 ? count : throw new FormatException($"'{text}' is no number of accounts.");

    private static string[] ReadParts(string text)
    {
        var parts = text.Split(',');
        return Array.Find(parts, static part => !Parts.Contains(part, StringComparer.Ordinal)) is { } unknown
            ? throw new FormatException($"'{unknown}' is none of {string.Join(", ", Parts)}.")
            : parts;
    }
}
