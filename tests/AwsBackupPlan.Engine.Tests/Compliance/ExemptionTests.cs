using AwsBackupPlan.Engine.Tests.Scenes;
using static AwsBackupPlan.Engine.Tests.Compliance.ComplianceScene;

namespace AwsBackupPlan.Engine.Tests.Compliance;

public sealed class ExemptionTests
{
    private const string Encrypted = "BACKUP_RECOVERY_POINT_ENCRYPTED";
    private const string Forever = "9999-12-31";

    [Fact]
    public async Task The_exemption_of_the_documentation_exempts_what_it_says()
    {
        await using var scene = await WithUnencryptedAsync("reports", "reports-old");
        using var reader = new StreamReader(typeof(ExemptionTests).Assembly.GetManifestResourceStream("compliance.md")!);
        var text = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        var start = text.IndexOf("```json", StringComparison.Ordinal) + "```json".Length;
        var policy = text[start..text.IndexOf("```", start, StringComparison.Ordinal)];
        Assert.Contains("2027-03-31", policy, StringComparison.Ordinal);

        var report = await ReportAsync(scene, [Encrypted], policy.Replace("2027-03-31", Forever, StringComparison.Ordinal));

        Assert.Equal(["reports in payroll-Vault"], report.Findings.Where(static finding => finding.Exemption is not null).Select(static finding => finding.ResourceName));
        Assert.Equal(["reports-old in payroll-Vault"], report.Findings.Where(static finding => finding.IsOpen).Select(static finding => finding.ResourceName));
    }

    [Theory]
    [InlineData("reports in payroll-Vault")]
    [InlineData("*:db:reports")]
    [InlineData("rep*")]
    public async Task What_a_vault_holds_of_a_database_is_named_by_the_database_or_with_the_vault(string resource)
    {
        await using var scene = await WithUnencryptedAsync("reports");

        var report = await ReportAsync(scene, [Encrypted], Policy((Encrypted, resource, Forever)));

        Assert.Equal(("No open findings. 1 exempt.", 0), (report.Message.Replace("Nothing could be judged", "No open findings", StringComparison.Ordinal), report.Open));
    }

    [Fact]
    public async Task An_expired_exemption_that_covers_nothing_any_more_is_a_finding_to_take_it_out()
    {
        await using var scene = await ProtectedAsync();

        var report = await ReportAsync(scene, [Encrypted], Policy((Encrypted, "reports", "2020-01-31")));

        var finding = Assert.Single(report.Findings, static finding => finding.IsOpen);
        Assert.Equal(("XACNT_EXEMPTIONS_CURRENT", $"{Encrypted} of reports", ComplianceSeverity.Low), (finding.Control, finding.ResourceName, finding.Severity));
        Assert.Contains("expired on 2020-01-31, and nothing that was judged here needs it", finding.Evidence, StringComparison.Ordinal);
        Assert.DoesNotContain((await ReportAsync(scene, ["BACKUP_LAST_RECOVERY_POINT_CREATED"], Policy((Encrypted, "reports", "2020-01-31")))).Findings, static one => one.IsOpen);
    }

    [Fact]
    public async Task Two_that_expired_over_the_same_finding_are_one_finding()
    {
        await using var scene = await WithUnencryptedAsync("reports");

        var report = await ReportAsync(scene, [Encrypted], Policy((Encrypted, "reports", "2020-01-31"), (Encrypted, "rep*", "2021-01-31")));

        var expired = Assert.Single(report.Findings, static finding => finding.Control is "XACNT_EXEMPTIONS_CURRENT");
        Assert.Contains("expired on 2021-01-31, and what it covered is still so", expired.Evidence, StringComparison.Ordinal);
        Assert.Equal(2, report.Open);
    }

    [Theory]
    [InlineData("reports")]
    [InlineData("rep*")]
    public async Task One_that_was_renewed_has_not_expired(string resource)
    {
        await using var scene = await WithUnencryptedAsync("reports");

        var report = await ReportAsync(scene, [Encrypted], Policy((Encrypted, "reports", "2020-01-31"), (Encrypted, resource, Forever)));

        Assert.DoesNotContain(report.Findings, static finding => finding.IsOpen);
    }

    private static string Policy(params (string Control, string Resource, string Expires)[] exemptions) =>
        $$"""{ "exemptions": [ {{string.Join(", ", exemptions.Select(static one => $$"""{ "control": "{{one.Control}}", "resource": "{{one.Resource}}", "reason": "r", "owner": "o", "expires": "{{one.Expires}}" }"""))}} ] }""";

    private static async Task<Scene> WithUnencryptedAsync(params string[] databases)
    {
        var scene = await DeployedAsync();
        foreach (var database in databases)
        {
            var arn = scene.Simulator.Rds.AddInstance(Scene.AccountId, Scene.Primary, database);
            scene.Simulator.Backup.AddRecoveryPoint(Scene.AccountId, Scene.Primary, Point(scene, arn, TimeSpan.FromMinutes(1)) with { IsEncrypted = false });
        }

        return scene;
    }
}
