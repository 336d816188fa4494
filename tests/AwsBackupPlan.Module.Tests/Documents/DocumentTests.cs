using System.Text.RegularExpressions;
using AwsBackupPlan.Module.Tests.Harness;

namespace AwsBackupPlan.Module.Tests.Documents;

/// <summary>What the documents of the repository point to is there.</summary>
public sealed partial class DocumentTests
{
    public static TheoryData<string> Documents =>
        [.. Directory.EnumerateFiles(Repository.Root, "*.md").Concat(Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories))
            .Select(static file => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'))];

    [Theory]
    [MemberData(nameof(Documents))]
    public void A_link_leads_to_a_file_and_a_heading_of_it(string document)
    {
        var file = Path.Combine(Repository.Root, document);

        Assert.All(Links().Matches(File.ReadAllText(file)).Select(static match => match.Groups["target"].Value).Where(static target => !target.Contains("://", StringComparison.Ordinal)), target =>
        {
            var parts = target.Split('#', 2);
            var linked = parts[0].Length == 0 ? file : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, parts[0]));
            Assert.True(File.Exists(linked) || Directory.Exists(linked), $"{document} links to {target}, which is not there.");
            Assert.True(parts.Length == 1 || Anchors(linked).Contains(parts[1], StringComparer.Ordinal), $"{document} links to {target}, and there is no such heading.");
        });
    }

    [Fact]
    public void Every_document_is_listed()
    {
        var index = File.ReadAllText(Path.Combine(Repository.Root, "docs", "index.md"));

        Assert.All(Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md").Select(Path.GetFileName).Where(static name => name is not "index.md"), name => Assert.Contains($"({name})", index, StringComparison.Ordinal));
    }

    // A heading's anchor as GitHub makes it: small letters, no punctuation, dashes for spaces.
    private static IEnumerable<string> Anchors(string file) => Headings().Matches(File.ReadAllText(file))
        .Select(static heading => NotInAnchors().Replace(heading.Groups["text"].Value.Trim().ToLowerInvariant(), string.Empty).Replace(' ', '-'));

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Links();

    [GeneratedRegex("^#+ (?<text>.+)$", RegexOptions.ExplicitCapture | RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Headings();

    [GeneratedRegex(@"[^\w\- ]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NotInAnchors();
}
