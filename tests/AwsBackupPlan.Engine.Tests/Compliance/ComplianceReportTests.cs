using System.Text.Json;
using AwsBackupPlan.Engine.Compliance;
using AwsBackupPlan.Engine.Tests.Scenes;
using AwsBackupPlan.Simulator.Faults;
using static AwsBackupPlan.Engine.Tests.Compliance.ComplianceScene;

namespace AwsBackupPlan.Engine.Tests.Compliance;

public sealed class ComplianceReportTests
{
    private const string Encrypted = "BACKUP_RECOVERY_POINT_ENCRYPTED";

    [Fact]
    public async Task A_set_that_is_deployed_and_protected_is_judged_by_every_control_but_two()
    {
        await using var scene = await ProtectedAsync(instances: 2);

        var outcome = await OutcomeAsync(scene, new ComplianceOptions());

        Assert.Null(outcome.Failure);
        var report = outcome.Result!;
        Assert.Equal(17, report.Controls.Count);
        Assert.DoesNotContain(report.Findings, static finding => finding.Status is "ERROR");
        Assert.Equal(
            ["BACKUP_RECOVERY_POINT_MANUAL_DELETION_DISABLED", "BACKUP_RESOURCES_PROTECTED_BY_BACKUP_VAULT_LOCK", "XACNT_VAULT_POLICY_PROTECTS"],
            report.Findings.Where(static finding => finding.IsOpen).Select(static finding => finding.Control).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal), StringComparer.Ordinal);
        Assert.Equal(("NON_COMPLIANT", 6, ComplianceSeverity.Medium), (report.Status, report.Open, report.Severity));
        Assert.Equal("6 open findings: 6 medium.", report.Message);
        Assert.Equal(["payroll-db-1", "payroll-db-2"], report.Resources.Select(static resource => resource.ResourceName));
        Assert.True(report.Findings.TakeWhile(static finding => finding.IsOpen).Count() == report.Open, "Open findings come first.");
        Assert.Empty(scene.Writes());
    }

    [Fact]
    public async Task The_calls_to_an_account_do_not_grow_with_its_databases()
    {
        await using var few = await ProtectedAsync(instances: 1);
        await using var many = await ProtectedAsync(instances: 20);
        few.Simulator.ClearRequests();
        many.Simulator.ClearRequests();

        await OutcomeAsync(few, new ComplianceOptions());
        await OutcomeAsync(many, new ComplianceOptions());

        Assert.Equal(few.Simulator.Requests.Count, many.Simulator.Requests.Count);
        Assert.InRange(many.Simulator.Requests.Count, 20, 45);
    }

    [Fact]
    public async Task What_no_control_needs_is_not_read()
    {
        await using var scene = await ProtectedAsync();
        scene.Simulator.ClearRequests();

        await ReportAsync(scene, ["BACKUP_RESOURCES_PROTECTED_BY_BACKUP_PLAN"]);

        Assert.DoesNotContain(scene.Simulator.Requests, static request => request.Operation is "GetParameter" or "DescribeKey" or "GetBackupVaultAccessPolicy" or "ListRestoreJobs");
    }

    [Theory]
    [InlineData("backup", "GetBackupVaultAccessPolicy", "XACNT_VAULT_POLICY_PROTECTS")]
    [InlineData("backup", "ListRestoreJobs", "RESTORE_TIME_FOR_RESOURCES_MEET_TARGET")]
    [InlineData("backup", "ListBackupVaults", "BACKUP_RESOURCES_PROTECTED_BY_BACKUP_VAULT_LOCK")]
    [InlineData("backup", "ListBackupPlans", "BACKUP_PLAN_MIN_FREQUENCY_AND_MIN_RETENTION_CHECK")]
    [InlineData("backup", "ListRecoveryPointsByBackupVault", "BACKUP_RECOVERY_POINT_ENCRYPTED")]
    [InlineData("rds", "DescribeDBInstances", "BACKUP_LAST_RECOVERY_POINT_CREATED")]
    [InlineData("kms", "DescribeKey", "XACNT_VAULT_KEY_USABLE")]
    [InlineData("ssm", "GetParameter", "XACNT_PLAN_DOCUMENT_VALID")]
    public async Task What_cannot_be_read_is_an_error_of_the_control_that_needs_it_and_never_compliant(string service, string operation, string control)
    {
        await using var scene = await ProtectedAsync();
        scene.Fail(operation, FaultKind.AccessDenied, times: 1000, service: service);

        var outcome = await OutcomeAsync(scene, new ComplianceOptions());

        Assert.Null(outcome.Failure);
        var findings = outcome.Result!.Findings.Where(finding => string.Equals(finding.Control, control, StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(findings);
        Assert.All(findings, static finding => Assert.Equal("ERROR", finding.Status));
        Assert.All(findings, finding => Assert.Contains($"{service}:{operation}", finding.Evidence + finding.Remedy, StringComparison.Ordinal));
        Assert.Equal(0, outcome.Result.Controls.Single(score => string.Equals(score.Control, control, StringComparison.Ordinal)).Score);
    }

    [Theory]
    [InlineData(null, 2)]
    [InlineData(Scene.Copy, 1)]
    public async Task A_Region_whose_vaults_cannot_be_listed_is_an_error_of_every_control_of_vaults_even_without_plans(string? region, int errors)
    {
        await using var scene = await Scene.StartAsync(onboarding: new() { Instances = 1, Clusters = 0 });
        scene.Fail("ListBackupVaults", FaultKind.AccessDenied, times: 1000, region: region);

        var outcome = await scene.Engine.ReportComplianceAsync(scene.Target with { AbsName = "*" }, new ComplianceOptions(), scene.Observer, TestContext.Current.CancellationToken);

        foreach (var control in new[] { Encrypted, "BACKUP_RECOVERY_POINT_MINIMUM_RETENTION_CHECK", "BACKUP_RECOVERY_POINT_MANUAL_DELETION_DISABLED", "XACNT_VAULT_KEY_USABLE", "XACNT_VAULT_POLICY_PROTECTS", "XACNT_CONTINUOUS_BACKUP_GOING" })
        {
            var findings = outcome.Result!.Findings.Where(finding => string.Equals(finding.Control, control, StringComparison.Ordinal)).ToList();
            Assert.Equal(errors, findings.Count);
            Assert.All(findings, static finding => Assert.Equal(("ERROR", finding.Region, "Region"), (finding.Status, finding.ResourceName, finding.ResourceType)));
        }
    }

    [Fact]
    public async Task What_a_copy_Region_does_not_show_is_told_by_the_control_of_copies_alone()
    {
        await using var scene = await ProtectedAsync();
        scene.Fail("ListRecoveryPointsByBackupVault", FaultKind.AccessDenied, times: 1000, region: Scene.Copy);

        var report = await ReportAsync(scene, ["BACKUP_RESOURCES_PROTECTED_BY_BACKUP_PLAN", "BACKUP_LAST_RECOVERY_POINT_CREATED", "XACNT_COPY_WITHIN_OBJECTIVE"]);

        Assert.Equal(
            ["XACNT_COPY_WITHIN_OBJECTIVE us-east-2: ERROR", "BACKUP_LAST_RECOVERY_POINT_CREATED us-east-1: COMPLIANT", "BACKUP_RESOURCES_PROTECTED_BY_BACKUP_PLAN us-east-1: COMPLIANT"],
            report.Findings.OrderByDescending(static finding => finding.Status, StringComparer.Ordinal).ThenBy(static finding => finding.Control, StringComparer.Ordinal).Select(static finding => $"{finding.Control} {finding.Region}: {finding.Status}"));
        var resource = Assert.Single(report.Resources);
        Assert.Equal((ProtectionStatus.NoCopy, null), (resource.Status, resource.CopyAge));
        Assert.Contains("The recovery points in us-east-2 could not be read", resource.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ListBackupJobs", "backup jobs")]
    [InlineData("ListCopyJobs", "copy jobs")]
    public async Task Jobs_that_cannot_be_listed_are_told_by_the_control_of_jobs_alone(string operation, string jobs)
    {
        await using var scene = await ProtectedAsync();
        scene.Fail(operation, FaultKind.AccessDenied, times: 1000);

        var report = await ReportAsync(scene, ["BACKUP_RESOURCES_PROTECTED_BY_BACKUP_PLAN", "BACKUP_LAST_RECOVERY_POINT_CREATED", "XACNT_COPY_WITHIN_OBJECTIVE", "XACNT_JOB_SUCCESS_RATE"]);

        Assert.Equal((1, jobs), (report.Open, report.Findings[0].ResourceName));
        Assert.Equal("ERROR", report.Findings[0].Status);
        Assert.Equal(3, report.Findings.Count(static finding => finding.Status is "COMPLIANT"));
    }

    [Fact]
    public async Task A_set_that_has_no_database_is_one_finding_and_the_rest_of_it_is_judged()
    {
        await using var scene = await ProtectedAsync();
        scene.Simulator.Rds.SetTag(scene.Account.DatabaseArns[0], "ABS", null);

        var outcome = await OutcomeAsync(scene, new ComplianceOptions(), Scene.AbsName);

        Assert.Null(outcome.Failure);
        var report = outcome.Result!;
        var finding = Assert.Single(report.Findings, static finding => finding is { Severity: ComplianceSeverity.Critical, IsOpen: true, ResourceType: "BackupSet" });
        Assert.Equal(("BACKUP_RESOURCES_PROTECTED_BY_BACKUP_PLAN", "BackupSet"), (finding.Control, finding.ResourceType));
        Assert.Contains("no database has the tag ABS=payroll", finding.Evidence, StringComparison.Ordinal);
        Assert.Contains(report.Findings, static one => one is { Control: "XACNT_VAULT_KEY_USABLE", Status: "COMPLIANT" });
        Assert.Contains(report.Findings, static one => one is { Control: "BACKUP_LAST_RECOVERY_POINT_CREATED", Status: "NOT_APPLICABLE" });
    }

    [Fact]
    public async Task An_account_that_cannot_be_read_at_all_has_a_report_that_says_so()
    {
        await using var scene = await ProtectedAsync();

        var outcome = await scene.Engine.ReportComplianceAsync(scene.Target with { AbsName = "*", RoleName = "None" }, new ComplianceOptions(), scene.Observer, TestContext.Current.CancellationToken);

        Assert.NotNull(outcome.Failure);
        Assert.Equal(("ERROR", 0, 1), (outcome.Result!.Status, outcome.Result.Score, outcome.Result.Open));
        Assert.Equal(outcome.Failure.Message, Assert.Single(outcome.Result.Findings).Evidence);
    }

    [Fact]
    public async Task A_set_that_is_not_there_is_a_failure_and_not_a_good_report()
    {
        await using var scene = await ProtectedAsync();

        var outcome = await OutcomeAsync(scene, new ComplianceOptions(), "ledger");

        Assert.Equal("ProtectedResourceNotFound", outcome.Failure!.ErrorId);
        Assert.Equal("ERROR", outcome.Result!.Status);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public async Task An_exemption_holds_until_its_last_day_is_over_and_is_then_a_finding_itself(int daysAfter, bool holds)
    {
        await using var scene = await DeployedAsync(instances: 2);
        foreach (var database in scene.Account.DatabaseArns)
        {
            scene.Simulator.Backup.AddRecoveryPoint(Scene.AccountId, Scene.Primary, Point(scene, database, TimeSpan.FromHours(1)) with { IsEncrypted = false });
        }

        var last = scene.Simulator.World.Now.UtcDateTime.Date.AddDays(-daysAfter);
        var policy = FormattableString.Invariant($$"""{ "exemptions": [ { "control": "{{Encrypted}}", "accountId": "{{Scene.AccountId}}", "resource": "*:db:payroll-db-1", "reason": "A copy of public data.", "owner": "data team", "expires": "{{last:yyyy-MM-dd}}" } ] }""");

        var report = await ReportAsync(scene, [Encrypted], policy);

        var first = report.Findings.Single(static finding => finding is { Control: Encrypted, ResourceName: "payroll-db-1 in payroll-Vault" });
        Assert.Equal((!holds, holds ? "data team" : null), (first.IsOpen, first.Exemption?.Owner));
        Assert.Equal(holds ? 1 : 3, report.Open);
        Assert.Equal(holds ? 0 : 1, report.Findings.Count(static finding => finding.Control is "XACNT_EXEMPTIONS_CURRENT"));
        Assert.Equal(holds ? 1 : 0, report.Controls.Single(static score => score.Control is Encrypted).Exempt);
        Assert.Equal("NON_COMPLIANT", report.Status);
    }

    [Fact]
    public async Task What_is_exempt_does_not_count()
    {
        await using var scene = await DeployedAsync();
        scene.Simulator.Backup.AddRecoveryPoint(Scene.AccountId, Scene.Primary, Point(scene, scene.Account.DatabaseArns[0], TimeSpan.FromHours(1)) with { IsEncrypted = false });
        Add(scene, Scene.Copy, scene.Account.DatabaseArns[0], TimeSpan.FromHours(1));

        var report = await ReportAsync(scene, [Encrypted], """{ "exemptions": [ { "control": "*_ENCRYPTED", "reason": "r", "owner": "o", "expires": "2199-12-31" } ] }""");

        Assert.Equal(("COMPLIANT", 100, 0), (report.Status, report.Score, report.Open));
        Assert.Equal("No open findings. 1 exempt.", report.Message);
    }

    [Theory]
    [InlineData(ComplianceSeverity.Critical, false)]
    [InlineData(ComplianceSeverity.High, true)]
    [InlineData(ComplianceSeverity.Low, true)]
    public async Task A_finding_that_is_severe_enough_is_a_failure_beside_the_report(ComplianceSeverity failOn, bool fails)
    {
        await using var scene = await DeployedAsync();
        scene.Simulator.Backup.AddRecoveryPoint(Scene.AccountId, Scene.Primary, Point(scene, scene.Account.DatabaseArns[0], TimeSpan.FromHours(1)) with { IsEncrypted = false });

        var outcome = await OutcomeAsync(scene, new ComplianceOptions { Policy = CompliancePolicy.Default.With([Encrypted], [], null), FailOn = failOn });

        Assert.Equal("NON_COMPLIANT", outcome.Result!.Status);
        Assert.Equal(fails ? "NotCompliant" : null, outcome.Failure?.ErrorId);
        Assert.Contains(fails ? "Account 222222222222 (us-east-1) has 1 open finding of severity" : string.Empty, outcome.Failure?.Message ?? string.Empty, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_policy_says_how_severe_a_finding_is()
    {
        await using var scene = await DeployedAsync();

        var report = await ReportAsync(scene, ["BACKUP_LAST_RECOVERY_POINT_CREATED"], """{ "controls": { "BACKUP_LAST_RECOVERY_POINT_CREATED": { "severity": "Low" } } }""");

        Assert.Equal(ComplianceSeverity.Low, report.Severity);
    }

    [Fact]
    public async Task Against_an_earlier_run_it_is_told_what_is_new_and_what_is_mended()
    {
        await using var scene = await DeployedAsync(instances: 3);
        var databases = scene.Account.DatabaseArns;
        Add(scene, Scene.Primary, databases[0], TimeSpan.FromHours(1));
        string[] controls = ["BACKUP_LAST_RECOVERY_POINT_CREATED"];
        var baseline = ComplianceBaseline.Parse(JsonSerializer.Serialize(new[] { await ReportAsync(scene, controls) }));
        scene.Time.Advance(TimeSpan.FromDays(2));
        Add(scene, Scene.Primary, databases[1], TimeSpan.FromHours(1));

        var report = await ReportAsync(scene, controls, options: new ComplianceOptions { Baseline = baseline });

        Assert.Equal(["payroll-db-1: True", "payroll-db-3: False", "payroll-db-2: "], report.Findings.Select(static finding => $"{finding.ResourceName}: {finding.IsNew}"));
        Assert.Equal(["payroll-db-2"], report.Fixed.Select(static finding => finding.ResourceName));
        Assert.Empty((await ReportAsync(scene, [Encrypted], options: new ComplianceOptions { Baseline = baseline })).Fixed);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(ComplianceSeverity.Low)]
    public async Task A_Region_in_which_there_is_nothing_is_told_and_has_not_passed(ComplianceSeverity? failOn)
    {
        await using var scene = await DeployedAsync();

        var outcome = await scene.Engine.ReportComplianceAsync(
            scene.Target with { AbsName = "*", Region = "us-west-2", CopyRegions = [], CopyRegionsAreDefault = true }, new ComplianceOptions { FailOn = failOn }, scene.Observer, TestContext.Current.CancellationToken);

        Assert.Equal("INSUFFICIENT_DATA", outcome.Result!.Status);
        Assert.StartsWith("No database, plan or vault was found in us-west-2 of account 222222222222.", outcome.Result.Message, StringComparison.Ordinal);
        Assert.Equal(failOn is null ? null : "NothingJudged", outcome.Failure?.ErrorId);
        Assert.Equal(failOn is not null, outcome.Failure?.Message.Contains("No database, plan or vault was found in us-west-2", StringComparison.Ordinal) is true);
    }

    [Theory]
    [InlineData("""{ "Version": "1.0", "Reports": 3 }""", "Reports is the number 3, and has to be an array.")]
    [InlineData("""{ "Other": 1 }""", "An object in it lacks the member Findings.")]
    [InlineData("""{ "Findings": [ { "Status": "ERROR" } ] }""", "An object in it lacks the member AccountId.")]
    [InlineData("[ 5 ]", "There is the number 5 where an object with the member Findings has to be.")]
    public void A_baseline_of_other_JSON_is_told_what_it_lacks(string json, string message) =>
        Assert.Equal($"It is not the JSON of compliance reports: {message}", Assert.Throws<FormatException>(() => ComplianceBaseline.Parse(json)).Message);

    [Theory]
    [InlineData("")]
    [InlineData("3")]
    [InlineData("""{ "Findings": [ { "AccountId": "222222222222" } ] }""")]
    [InlineData("""[ { "Other": 1 } ]""")]
    public void A_file_that_has_no_reports_is_no_baseline(string json) => Assert.StartsWith("It is not the JSON of compliance reports:", Assert.Throws<FormatException>(() => ComplianceBaseline.Parse(json)).Message, StringComparison.Ordinal);
}
