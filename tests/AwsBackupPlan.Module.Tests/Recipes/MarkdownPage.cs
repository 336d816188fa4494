using System.Text.RegularExpressions;

namespace AwsBackupPlan.Module.Tests.Recipes;

/// <summary>A page of Markdown: its code blocks and links.</summary>
internal sealed partial class MarkdownPage(string text)
{
    /// <summary>The files that it links to, with their anchors, as they stand there.</summary>
    public IEnumerable<string> Links => Link().Matches(text).Select(static link => link.Groups["target"].Value).Where(static target => !target.Contains("://", StringComparison.Ordinal));

    /// <summary>The anchors of its headings.</summary>
    public IEnumerable<string> Anchors => Heading().Matches(text).Select(static heading =>
        NotInAnchors().Replace(heading.Groups["title"].Value, string.Empty).Replace(' ', '-').ToLowerInvariant());

    /// <summary>Reads a page.</summary>
    public static MarkdownPage Read(string path) => new(File.ReadAllText(path).ReplaceLineEndings("\n"));

    /// <summary>The code blocks of a language, without the indentation of a list that they stand in.</summary>
    public IEnumerable<string> Blocks(string language) => Block().Matches(text)
        .Where(block => string.Equals(block.Groups["language"].Value, language, StringComparison.Ordinal))
        .Select(static block => block.Groups["code"].Value.Replace("\n" + block.Groups["indent"].Value, "\n", StringComparison.Ordinal)[block.Groups["indent"].Length..]);

    [GeneratedRegex(@"^(?<indent> *)```(?<language>[a-z]*)\n(?<code>.*?)\n *```$", RegexOptions.ExplicitCapture | RegexOptions.Multiline | RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Block();

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Link();

    [GeneratedRegex(@"^#+ (?<title>.+)$", RegexOptions.ExplicitCapture | RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NotInAnchors();
}
