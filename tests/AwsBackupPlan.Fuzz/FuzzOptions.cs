using System.Globalization;

namespace AwsBackupPlan.Fuzz;

/// <summary>The command line.</summary>
/// <param name="Inputs">How many inputs each target gets.</param>
/// <param name="Only">The targets; all when empty.</param>
/// <param name="Seed">What the inputs are drawn from: the same inputs with the same seed.</param>
/// <param name="First">The number of the first input.</param>
internal sealed record FuzzOptions(uint Inputs = 100_000, IReadOnlyList<string>? Only = null, ulong Seed = 1, uint First = 0)
{
    /// <summary>What <c>--help</c> prints.</summary>
    public static string Help { get; } = $"""
        dotnet run -c Release --project tests/AwsBackupPlan.Fuzz [-- options]

          --inputs COUNT   inputs for each target (100000)
          --target NAMES   {string.Join(", ", FuzzTargets.All.Select(static target => target.Name))}; several with commas between
          --seed NUMBER    what the inputs are drawn from (1)
          --first NUMBER   the number of the first input (0)
        """;

    /// <summary>Reads the command line.</summary>
    /// <exception cref="FormatException">It is wrong.</exception>
    public static FuzzOptions Parse(IReadOnlyList<string> arguments)
    {
        var options = new FuzzOptions();
        for (var index = 0; index < arguments.Count; index++)
        {
            options = arguments[index] switch
            {
                "--inputs" when index + 1 < arguments.Count => options with { Inputs = (uint)Number(arguments[++index], uint.MaxValue) },
                "--target" when index + 1 < arguments.Count => options with { Only = Targets(arguments[++index]) },
                "--seed" when index + 1 < arguments.Count => options with { Seed = Number(arguments[++index], ulong.MaxValue) },
                "--first" when index + 1 < arguments.Count => options with { First = (uint)Number(arguments[++index], uint.MaxValue) },
                var unknown => throw new FormatException($"'{unknown}' is no option, or lacks its value."),
            };
        }

        return options;
    }

    private static ulong Number(string text, ulong most) =>
        ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= most ? number : throw new FormatException($"'{text}' is no number from 0 to {most}.");

    private static string[] Targets(string text)
    {
        var names = text.Split(',');
        return Array.Find(names, static name => !FuzzTargets.All.Any(target => string.Equals(target.Name, name, StringComparison.Ordinal))) is { } unknown
            ? throw new FormatException($"'{unknown}' is none of {string.Join(", ", FuzzTargets.All.Select(static target => target.Name))}.")
            : names;
    }
}
