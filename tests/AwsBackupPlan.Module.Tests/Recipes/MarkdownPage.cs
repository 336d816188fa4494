using System.Text.RegularExpressions;

namespace AwsBackupPlan.Module.Tests.Recipes;

/// <summary>A page of Markdown and its code blocks.</summary>
internal sealed partial class MarkdownPage(string text)
{
    /// <summary>Reads a page.</summary>
    public static MarkdownPage Read(string path) => new(File.ReadAllText(path).ReplaceLineEndings("\n"));

    /// <summary>The code blocks of a language, without the indentation of a list that they stand in.</summary>
    public IEnumerable<string> Blocks(string language) => Block().Matches(text)
        .Where(block => string.Equals(block.Groups["language"].Value, language, StringComparison.Ordinal))
        .Select(static block => block.Groups["code"].Value.Replace("\n" + block.Groups["indent"].Value, "\n", StringComparison.Ordinal)[block.Groups["indent"].Length..]);

    [GeneratedRegex(@"^(?<indent> *)```(?<language>[a-z]*)\n(?<code>.*?)\n *```$", RegexOptions.ExplicitCapture | RegexOptions.Multiline | RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Block();
}
