using System.Globalization;
using System.Text;

namespace AwsBackupPlan.Fuzz;

/// <summary>An input that crashes a parser or hangs it.</summary>
/// <param name="Number">The number of the input.</param>
/// <param name="What">What it does.</param>
/// <param name="Smallest">The smallest input found that does the same.</param>
public sealed record FuzzFinding(uint Number, string What, string Smallest)
{
    /// <summary>In words, with the command that shows it again.</summary>
    public string Describe(string target, ulong seed) => string.Create(CultureInfo.InvariantCulture, $"""
        {target}: input {Number} of seed {seed} {What}
        The smallest such input ({Smallest.Length} characters): "{Escaped(Smallest)}"
        Again: dotnet run -c Release --project tests/AwsBackupPlan.Fuzz -- --target {target} --seed {seed} --first {Number} --inputs 1
        """);

    private static string Escaped(string input)
    {
        const int Shown = 2000;
        var text = new StringBuilder();
        foreach (var character in input.Take(Shown))
        {
            _ = character is >= ' ' and < '\u007f' and not ('"' or '\\') ? text.Append(character) : text.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
        }

        return input.Length > Shown ? text.Append('…').ToString() : text.ToString();
    }
}
