using System.Reflection;
using AwsBackupPlan.Engine.Templates;

namespace AwsBackupPlan.Engine.Tests.Templates;

/// <summary>The page of permissions against the table in the code. With ABP_WRITE_DOCS=1 the page is written anew.</summary>
public sealed class PermissionsPageTests
{
    private const string End = "<!-- end -->";

    [Fact]
    public async Task The_page_says_what_the_code_says()
    {
        var token = TestContext.Current.CancellationToken;
        var root = typeof(PermissionsPageTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static about => about.Key is "RepositoryRoot").Value!;
        var path = Path.Combine(root, "docs", "permissions.md");
        var page = (await File.ReadAllTextAsync(path, token)).ReplaceLineEndings("\n");

        var written = Put(page, "the statements", PermissionsPage.RoleTable);
        written = Put(written, "the policy", $"```json\n{PermissionsPage.RolePolicy}\n```\n");
        written = Put(written, "the policy of setup", $"```json\n{PermissionsPage.SetupPolicy}\n```\n");
        written = Put(written, "the policy of the backup role", $"```json\n{PermissionsPage.BackupRolePolicy}\n```\n");
        if (Environment.GetEnvironmentVariable("ABP_WRITE_DOCS") is "1")
        {
            await File.WriteAllTextAsync(path, written, token);
        }

        Assert.True(string.Equals(page, written, StringComparison.Ordinal), "docs/permissions.md is not what the code says. Write it anew: ABP_WRITE_DOCS=1, and run this test.");
    }

    [Fact]
    public void The_table_has_what_the_cmdlets_need_and_nothing_else() => Assert.Empty(PermissionsPage.Strays);

    private static string Put(string page, string name, string text)
    {
        var begin = $"<!-- made by PermissionsPage: {name} -->\n";
        var from = page.IndexOf(begin, StringComparison.Ordinal) + begin.Length;
        Assert.True(from >= begin.Length, name);
        return page[..from] + text + page[page.IndexOf(End, from, StringComparison.Ordinal)..];
    }
}
