using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;

namespace AwsBackupPlan.Module.Tests.Packaging;

/// <summary>The pages that errors and help name, in the package: an installed module has no repository.</summary>
public sealed partial class ShippedPageTests(WrittenPackage package) : IClassFixture<WrittenPackage>
{
    // In the repository alone, as docs/index.md says.
    private static readonly string[] OfTheRepository = ["README.md", "CONTRIBUTING.md", "SECURITY.md"];

    [Theory]
    [InlineData("lib/Core/AwsBackupPlan.Cmdlets.dll", "lib/Core/Dependencies/AwsBackupPlan.Engine.dll")]
    [InlineData("lib/Desktop/AwsBackupPlan.Cmdlets.dll", "lib/Desktop/Dependencies/AwsBackupPlan.Engine.dll")]
    public void Every_page_that_a_message_names_is_in_the_package(string cmdlets, string engine)
    {
        var named = new[] { cmdlets, engine }.SelectMany(TextsOf).SelectMany(PagesIn).Distinct(StringComparer.Ordinal).ToList();

        Assert.Contains("docs/permissions.md", named);
        Assert.Contains("docs/role-sessions.md", named);
        Assert.All(named, IsThere);
    }

    [Fact]
    public void Every_page_that_help_a_topic_or_a_schema_names_is_in_the_package()
    {
        var named = Directory.EnumerateFiles(Path.Combine(package.Module, "en-US")).Concat(Directory.EnumerateFiles(package.Module, "*.json")).Append(Path.Combine(package.Module, "CHANGELOG.md"))
            .SelectMany(static file => PagesIn(File.ReadAllText(file))).Distinct(StringComparer.Ordinal).ToList();

        Assert.Contains("docs/compliance.md", named);
        Assert.Contains("docs/recipes", named);
        Assert.All(named, IsThere);
    }

    [Fact]
    public void The_links_of_the_pages_lead_to_what_is_in_the_package()
    {
        var pages = Directory.GetFiles(Path.Combine(package.Module, "docs"), "*.md", SearchOption.AllDirectories);

        Assert.InRange(pages.Length, 45, 200);
        Assert.All(pages, page => Assert.All(
            Link().Matches(File.ReadAllText(page)).Select(static link => link.Groups["to"].Value).Where(static to => !to.Contains(':', StringComparison.Ordinal)).Select(to => Path.GetRelativePath(package.Module, Path.Combine(Path.GetDirectoryName(page)!, to)).Replace('\\', '/')),
            to => Assert.True(OfTheRepository.Contains(to, StringComparer.Ordinal) || Path.Exists(Path.Combine(package.Module, to)), $"{page} leads to {to}, which is not in the package.")));
    }

    [Fact]
    public void No_file_beside_the_assemblies_is_larger_than_200_kB()
        => Assert.All(Directory.EnumerateFiles(Path.Combine(package.Module, "docs"), "*", SearchOption.AllDirectories), static file => Assert.InRange(new FileInfo(file).Length, 1, 200_000));

    private static IEnumerable<string> PagesIn(string text) => Page().Matches(text).Select(static page => page.Value.TrimEnd('.', '/'));

    private void IsThere(string page) => Assert.True(Path.Exists(Path.Combine(package.Module, page)), $"{page} is named, and not in the package.");

    private List<string> TextsOf(string assembly)
    {
        using var file = new PEReader(File.OpenRead(Path.Combine(package.Module, assembly)));
        var metadata = file.GetMetadataReader();
        var texts = new List<string>();
        for (var handle = MetadataTokens.UserStringHandle(1); !handle.IsNil; handle = metadata.GetNextHandle(handle))
        {
            texts.Add(metadata.GetUserString(handle));
        }

        return texts;
    }

    [GeneratedRegex(@"(?<![\w/.-])docs/[\w./-]*\w", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Page();

    [GeneratedRegex(@"\]\((?<to>[^)#\s]+)(#[^)]*)?\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Link();
}
