using System.Text.Json;
using AwsBackupPlan.Engine.Compliance;
using AwsBackupPlan.Engine.Tests.Scenes;
using AwsBackupPlan.Simulator.Backup;
using AwsBackupPlan.Simulator.Faults;
using static AwsBackupPlan.Engine.Tests.Compliance.ComplianceScene;

namespace AwsBackupPlan.Engine.Tests.Compliance;

public sealed class BaselineTests
{
    private const string Encrypted = "BACKUP_RECOVERY_POINT_ENCRYPTED";
    private const string Last = "BACKUP_LAST_RECOVERY_POINT_CREATED";
    private const string Rate = "XACNT_JOB_SUCCESS_RATE";

    [Theory]
    [InlineData("ListRecoveryPointsByBackupVault")]
    [InlineData("ListBackupVaults")]
    [InlineData("ListBackupPlans")]
    public async Task What_cannot_be_read_is_not_told_as_mended(string operation)
    {
        await using var scene = await WithUnencryptedAsync();
        var baseline = Baseline(await ReportAsync(scene, [Encrypted]));
        Assert.Single(baseline.Findings);
        scene.Fail(operation, FaultKind.AccessDenied, times: 1000);

        var report = await ReportAsync(scene, [Encrypted], options: new ComplianceOptions { Baseline = baseline });

        Assert.Equal("ERROR", report.Status);
        Assert.Empty(report.Fixed);
    }

    [Fact]
    public async Task What_is_exempt_is_not_mended()
    {
        await using var scene = await WithUnencryptedAsync();
        var baseline = Baseline(await ReportAsync(scene, [Encrypted]));

        var report = await ReportAsync(scene, [Encrypted], $$"""{ "exemptions": [ { "control": "{{Encrypted}}", "reason": "r", "owner": "o", "expires": "9999-12-31" } ] }""", options: new ComplianceOptions { Baseline = baseline });

        Assert.Equal((0, 1), (report.Open, report.Findings.Count(static finding => finding.Exemption is not null)));
        Assert.Empty(report.Fixed);
    }

    [Fact]
    public async Task What_cannot_be_judged_any_more_is_not_mended()
    {
        await using var scene = await DeployedAsync();
        scene.Simulator.Backup.AddBackupJob(Scene.AccountId, Scene.Primary, new SeededBackupJob
        {
            VaultName = Scene.VaultName, ResourceArn = scene.Account.DatabaseArns[0], State = "FAILED", CreationDate = scene.Simulator.World.Now, CompletionDate = scene.Simulator.World.Now,
        });
        var baseline = Baseline(await ReportAsync(scene, [Rate]));
        Assert.Single(baseline.Findings);
        scene.Time.Advance(TimeSpan.FromDays(40));

        var report = await ReportAsync(scene, [Rate], options: new ComplianceOptions { Baseline = baseline });

        Assert.Contains(report.Findings, static finding => finding is { ResourceName: "backup jobs", Status: "INSUFFICIENT_DATA" });
        Assert.Empty(report.Fixed);
    }

    [Fact]
    public async Task What_is_gone_is_mended()
    {
        await using var scene = await DeployedAsync(instances: 2);
        var baseline = Baseline(await ReportAsync(scene, [Last]));
        scene.Simulator.Rds.Remove(scene.Account.DatabaseArns[1]);

        var report = await ReportAsync(scene, [Last], options: new ComplianceOptions { Baseline = baseline });

        Assert.Equal(["payroll-db-2"], report.Fixed.Select(static finding => finding.ResourceName));
    }

    [Fact]
    public async Task A_report_of_another_primary_Region_is_no_baseline()
    {
        await using var scene = await WithUnencryptedAsync();
        var here = await ReportAsync(scene, [Encrypted]);
        var elsewhere = here with { Region = "eu-west-1", Findings = [.. here.Findings.Select(static finding => finding with { Region = "eu-west-1", ResourceArn = finding.ResourceArn.Replace("us-east-1", "eu-west-1", StringComparison.Ordinal) })] };

        var report = await ReportAsync(scene, [Encrypted], options: new ComplianceOptions { Baseline = Baseline(elsewhere) });
        var both = await ReportAsync(scene, [Encrypted], options: new ComplianceOptions { Baseline = Baseline(elsewhere, here) });

        Assert.Empty(report.Fixed);
        Assert.True(Assert.Single(report.Findings, static finding => finding.IsOpen).IsNew);
        Assert.Empty(both.Fixed);
        Assert.False(Assert.Single(both.Findings, static finding => finding.IsOpen).IsNew);
    }

    [Fact]
    public async Task A_report_of_one_set_tells_nothing_of_what_others_had_as_mended()
    {
        await using var scene = await ProtectedAsync();
        scene.Simulator.Rds.AddInstance(Scene.AccountId, Scene.Primary, "stray");
        var all = await ReportAsync(scene, ["BACKUP_RESOURCES_PROTECTED_BY_BACKUP_PLAN"]);
        Assert.Equal("stray", Assert.Single(all.Findings, static finding => finding.IsOpen).ResourceName);

        var report = await ReportAsync(scene, ["BACKUP_RESOURCES_PROTECTED_BY_BACKUP_PLAN"], absName: Scene.AbsName, options: new ComplianceOptions { Baseline = Baseline(all) });

        // It belongs to no set, and may have lost its tag.
        Assert.Equal("stray", Assert.Single(report.Findings, static finding => finding.IsOpen).ResourceName);
        Assert.Empty(report.Fixed);
    }

    [Fact]
    public async Task What_holds_of_an_account_as_a_whole_has_the_set_that_it_was_judged_for_and_is_compared_with_that_alone()
    {
        await using var scene = await DeployedAsync();
        scene.Simulator.Backup.AddVault(Scene.AccountId, Scene.Primary, "ledger-Vault");
        AddJob("ledger-Vault", "ledger", "FAILED");
        AddJob(Scene.VaultName, "payroll-db-1", "COMPLETED");
        var all = await ReportAsync(scene, [Rate]);
        Assert.Equal(("NON_COMPLIANT", string.Empty), (all.Status, all.Findings[0].AbsName));

        var report = await ReportAsync(scene, [Rate], absName: Scene.AbsName, options: new ComplianceOptions { Baseline = Baseline(all) });

        Assert.Empty(report.Fixed);
        Assert.All(report.Findings, static finding => Assert.Equal(Scene.AbsName, finding.AbsName));

        void AddJob(string vault, string database, string state) => scene.Simulator.Backup.AddBackupJob(Scene.AccountId, Scene.Primary, new SeededBackupJob
        {
            VaultName = vault, ResourceArn = $"arn:aws:rds:us-east-1:{Scene.AccountId}:db:{database}", State = state, CreationDate = scene.Simulator.World.Now, CompletionDate = scene.Simulator.World.Now,
        });
    }

    [Fact]
    public async Task What_another_source_does_not_judge_is_not_mended()
    {
        await using var scene = await ProtectedAsync();
        var before = await OutcomeAsync(scene, new ComplianceOptions());
        var baseline = Baseline(before.Result!);
        Assert.Contains(baseline.Findings, static finding => finding.Control is "XACNT_VAULT_POLICY_PROTECTS");
        Assert.Contains(baseline.Findings, static finding => finding.Control is "BACKUP_RECOVERY_POINT_MANUAL_DELETION_DISABLED");

        var outcome = await OutcomeAsync(scene, new ComplianceOptions { Baseline = baseline, Source = ComplianceSource.AuditManager });

        Assert.Equal("INSUFFICIENT_DATA", outcome.Result!.Status);
        Assert.Empty(outcome.Result.Fixed);
    }

    [Fact]
    public async Task A_plan_that_was_renamed_is_the_same()
    {
        await using var scene = await DeployedAsync();
        const string Policy = """{ "controls": { "BACKUP_PLAN_MIN_FREQUENCY_AND_MIN_RETENTION_CHECK": { "parameters": { "requiredRetentionDays": 3000 } } } }""";
        string[] controls = ["BACKUP_PLAN_MIN_FREQUENCY_AND_MIN_RETENTION_CHECK"];
        var baseline = Baseline(await ReportAsync(scene, controls, Policy));
        var plan = (await scene.GetAsync(Scene.AbsName)).Result![0];
        scene.Simulator.Backup.ChangePlan(Scene.AccountId, Scene.Primary, plan.PlanId, static document => document["BackupPlanName"] = "Nightly");

        var report = await ReportAsync(scene, controls, Policy, options: new ComplianceOptions { Baseline = baseline });

        Assert.Equal(("Nightly", false), (report.Findings[0].ResourceName, report.Findings[0].IsNew));
        Assert.Empty(report.Fixed);
    }

    [Fact]
    public async Task An_account_that_can_be_read_again_is_mended()
    {
        await using var scene = await ProtectedAsync();
        var failed = await scene.Engine.ReportComplianceAsync(scene.Target with { AbsName = "*", RoleName = "None" }, new ComplianceOptions(), scene.Observer, TestContext.Current.CancellationToken);

        var report = await ReportAsync(scene, [Encrypted], options: new ComplianceOptions { Baseline = Baseline(failed.Result!) });

        Assert.Equal("XACNT_ACCOUNT_READABLE", Assert.Single(report.Fixed).Control);
    }

    [Theory]
    [InlineData("""{ "Version": "1.0", "Reports": [] }""", null)]
    [InlineData("""{ "Version": "2.0", "Reports": [] }""", "Its Version is not one of '1.x'")]
    [InlineData("""{ "Reports": [] }""", "Its Version is not one of '1.x'")]
    [InlineData("""[ { "AccountId": "222222222222", "AbsName": "[", "Region": "us-east-1", "Findings": [] } ]""", "'[' is not a wildcard pattern")]
    public void The_version_of_a_baseline_has_to_be_one_that_is_known(string json, string? fault) =>
        Assert.Contains(fault ?? string.Empty, Record.Exception(() => ComplianceBaseline.Parse(json))?.Message ?? (fault is null ? string.Empty : "none"), StringComparison.Ordinal);

    private static async Task<Scene> WithUnencryptedAsync()
    {
        var scene = await ProtectedAsync();
        scene.Simulator.Backup.AddRecoveryPoint(Scene.AccountId, Scene.Primary, Point(scene, scene.Account.DatabaseArns[0], TimeSpan.FromHours(1)) with { IsEncrypted = false });
        return scene;
    }

    private static ComplianceBaseline Baseline(params ComplianceReport[] reports) => ComplianceBaseline.Parse(JsonSerializer.Serialize(reports));
}
