using Amazon.Backup.Model;
using AwsBackupPlan.Engine.Compliance;
using AwsBackupPlan.Engine.Tests.Scenes;
using AwsBackupPlan.Simulator.Faults;
using static AwsBackupPlan.Engine.Tests.Compliance.AuditScene;

namespace AwsBackupPlan.Engine.Tests.Compliance;

/// <summary>Reports that are made of what Audit Manager says, or have it beside what the module finds.</summary>
public sealed class ComplianceSourceTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Audit_Managers_newest_report_makes_the_same_report_and_none_is_begun()
    {
        await using var scene = await AuditedAsync();
        await ReportedAsync(scene);

        var report = await GetAsync(scene, ComplianceSource.AuditManager);

        Assert.Equal((ComplianceSource.AuditManager, "NON_COMPLIANT"), (report.Source, report.Status));
        Assert.Equal(9, report.Controls.Count);
        Assert.DoesNotContain(report.Controls, static control => control.Control.StartsWith("XACNT_", StringComparison.Ordinal));
        var finding = Assert.Single(report.Findings, static finding => finding.Control is Protected);
        Assert.Equal((Database, "RDS", "COMPLIANT", scene.Account.DatabaseArns[0]), (finding.ResourceName, finding.ResourceType, finding.Status, finding.ResourceArn));
        Assert.Matches(@"\AAudit Manager says COMPLIANT \(report Xacnt_payroll_RESOURCE_COMPLIANCE_REPORT of \d{4}-\d\d-\d\d \d\d:\d\d UTC, judged \d{4}-.*\)\.\z", finding.Evidence);
        Assert.Null(finding.Remedy);
        var vault = Assert.Single(report.Findings, static finding => finding.Control is Deletion);
        Assert.Equal(("NON_COMPLIANT", Scene.VaultName), (vault.Status, vault.ResourceName));
        Assert.Contains($"Get-BackupComplianceReport -AccountId {Scene.AccountId}", vault.Remedy, StringComparison.Ordinal);
        Assert.Empty(scene.Writes());
        Assert.Empty(scene.Observer.Warnings);
        Assert.Empty(scene.Requests("DescribeDBInstances"));
    }

    [Fact]
    public async Task Without_an_audit_or_a_finished_report_nothing_is_compliant()
    {
        await using var scene = await ComplianceScene.DeployedAsync();
        var none = await GetAsync(scene, ComplianceSource.AuditManager);
        await AuditAsync(scene);
        var early = await GetAsync(scene, ComplianceSource.AuditManager);

        Assert.All([none, early], static report => Assert.Equal("INSUFFICIENT_DATA", report.Status));
        Assert.All([.. none.Findings, .. early.Findings], static finding => Assert.Equal("INSUFFICIENT_DATA", finding.Status));
        Assert.StartsWith("# Choose a bucket: New-XacntBackupAudit", none.Findings[0].Remedy, StringComparison.Ordinal);
        Assert.StartsWith("Start-XacntAuditReport", early.Findings[0].Remedy, StringComparison.Ordinal);
        Assert.Contains("has no finished report yet", early.Findings[0].Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_old_report_is_warned_of_and_holds_for_what_is_wrong_alone()
    {
        await using var scene = await AuditedAsync();
        await ReportedAsync(scene);
        scene.Time.Advance(TimeSpan.FromHours(49));

        var report = await GetAsync(scene, ComplianceSource.AuditManager);

        Assert.Contains("is 2 days old", Assert.Single(scene.Observer.Warnings), StringComparison.Ordinal);
        Assert.DoesNotContain(report.Findings, static finding => finding.Status is "COMPLIANT");
        Assert.Contains(report.Findings, static finding => finding is { Control: Deletion, Status: "NON_COMPLIANT" });
        Assert.Contains("too old to hold for now", report.Findings.First(static finding => finding.Control is Protected).Evidence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "reportItems": [ { OWN } ] }""", "it has no ResourceComplianceStatus")]
    [InlineData("""{ "reportItems": [ { OWN, "controlComplianceStatus": "COMPLIANT", "resourceName": "a" } ] }""", "it has no ResourceComplianceStatus")]
    [InlineData("""{ "reportItems": [ { OWN, "resourceComplianceStatus": "FINE", "resourceName": "a" } ] }""", "'FINE' is no status")]
    [InlineData("""{ "reportItems": [ { OWN, "resourceComplianceStatus": "COMPLIANT" } ] }""", "it names no resource")]
    [InlineData("""{ "reportItems": [ { OWN, "resourceComplianceStatus": "COMPLIANT", "resourceName": "a" }, """, "cut off")]
    [InlineData("""{ "reportItems": [ { "controlName": "BACKUP_RECOVERY_POINT_ENCRYPTED", "resourceComplianceStatus": "COMPLIANT", "resourceName": "a" } ] }""", "it has no FrameworkName")]
    [InlineData("""{ "reportItems": [ { "controlName": "BACKUP_RECOVERY_POINT_ENCRYPTED", "frameworkName": "Xacnt_payroll", "region": "us-east-1", "resourceComplianceStatus": "COMPLIANT", "resourceName": "a" } ] }""", "it has no AccountId")]
    [InlineData("""{ "reportItems": [ { OWN, "resourceComplianceStatus": "COMPLIANT", "resourceType": "AWS::RDS::DBInstance", "resourceName": "a", "resourceId": "arn:aws:rds:us-east-1:333333333333:db:a" } ] }""", "its resource is of another account or Region")]
    [InlineData("""{ "reportItems": [ { OWN, "resourceComplianceStatus": "COMPLIANT", "resourceType": "AWS::RDS::DBInstance", "resourceName": "a", "resourceId": "arn:aws:rds:eu-west-1:222222222222:db:a" } ] }""", "its resource is of another account or Region")]
    public async Task A_report_that_is_not_understood_makes_errors_and_nothing_compliant(string file, string fault)
    {
        await using var scene = await AuditedAsync();
        await ReportedAsync(scene);
        Replace(scene, file.Replace("OWN", Own(Encrypted), StringComparison.Ordinal));

        var alone = await GetAsync(scene, ComplianceSource.AuditManager);
        var both = await GetAsync(scene, ComplianceSource.Both);

        Assert.Equal("ERROR", alone.Status);
        Assert.All(alone.Findings, static finding => Assert.Equal("ERROR", finding.Status));
        Assert.Contains(fault, alone.Findings[0].Evidence, StringComparison.Ordinal);
        var here = both.Findings.Where(static finding => finding is { Region: Scene.Primary, Control: Protected or Encrypted }).ToList();
        Assert.NotEmpty(here);
        Assert.All(here, static finding => Assert.Equal("ERROR", finding.AuditStatus));
        Assert.Null(both.Disagreements);
        Assert.Contains(fault, Assert.Single(scene.Observer.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GetObject", "s3")]
    [InlineData("ListReportJobs", "backup")]
    [InlineData("ListReportPlans", "backup")]
    public async Task What_may_not_be_read_is_an_error(string operation, string service)
    {
        await using var scene = await AuditedAsync();
        await ReportedAsync(scene);
        scene.Fail(operation, FaultKind.AccessDenied, times: 0, service: service);

        var report = await GetAsync(scene, ComplianceSource.AuditManager);

        Assert.Equal("ERROR", report.Status);
        Assert.Contains($"{service}:{operation}", report.Findings[0].Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_of_other_frameworks_accounts_and_Regions_mean_nothing_here()
    {
        await using var scene = await AuditedAsync();
        await ReportedAsync(scene);
        string Row(string framework, string account, string region) =>
            $$"""{ "accountId": "{{account}}", "region": "{{region}}", "frameworkName": "{{framework}}", "controlName": "{{Protected}}", "resourceName": "{{framework}}-{{account}}-{{region}}", "resourceType": "AWS::RDS::DBInstance", "resourceComplianceStatus": "COMPLIANT", "lastEvaluationTime": "2100-01-01T00:00:00Z" }""";
        Replace(scene, $$"""{ "reportItems": [ {{Row("Xacnt_payroll", Scene.AccountId, Scene.Primary)}}, {{Row("other", Scene.AccountId, Scene.Primary)}}, {{Row("Xacnt_payroll", "333333333333", Scene.Primary)}}, {{Row("Xacnt_payroll", Scene.AccountId, "eu-west-1")}} ] }""");

        var report = await GetAsync(scene, ComplianceSource.AuditManager);

        Assert.Equal($"Xacnt_payroll-{Scene.AccountId}-{Scene.Primary}", Assert.Single(report.Findings, static finding => finding.Control is Protected).ResourceName);
        Assert.StartsWith("3 of 4 rows in the report Xacnt_payroll_RESOURCE_COMPLIANCE_REPORT of ", Assert.Single(scene.Observer.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "does not say in a way that is understood when that was judged")]
    [InlineData(", \"lastEvaluationTime\": \"some day\"", "does not say in a way that is understood when that was judged")]
    [InlineData(", \"lastEvaluationTime\": \"2020-01-01T00:00:00Z\"", "too old to hold for now")]
    [InlineData(", \"lastEvaluationTime\": \"2100-01-01T00:00:00Z\"", "does not say in a way that is understood when that was judged")]
    [InlineData(", \"lastEvaluationTime\": \"03:00\"", "does not say in a way that is understood when that was judged")]
    [InlineData(", \"lastEvaluationTime\": \"03:00:00.0000\"", "does not say in a way that is understood when that was judged")]
    [InlineData(", \"lastEvaluationTime\": \"1 January\"", "does not say in a way that is understood when that was judged")]
    public async Task What_was_judged_long_ago_is_not_compliant_in_a_report_of_today(string time, string doubt)
    {
        await using var scene = await AuditedAsync();
        await ReportedAsync(scene);
        Replace(scene, $$"""{ "reportItems": [ { {{Own(Protected)}}, "resourceName": "a", "resourceType": "AWS::RDS::DBInstance", "resourceComplianceStatus": "COMPLIANT"{{time}} }, { {{Own(Protected)}}, "resourceName": "b", "resourceType": "AWS::RDS::DBInstance", "resourceComplianceStatus": "NON_COMPLIANT"{{time}} } ] }""");

        var report = await GetAsync(scene, ComplianceSource.AuditManager, [Protected]);

        Assert.Equal(["a INSUFFICIENT_DATA", "b NON_COMPLIANT"], report.Findings.Select(static finding => $"{finding.ResourceName} {finding.Status}").Order(StringComparer.Ordinal));
        Assert.Contains(doubt, report.Findings.Single(static finding => finding.ResourceName is "a").Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_account_complies_only_where_Audit_Manager_says_something_of_every_control()
    {
        await using var scene = await AuditedAsync();
        await ReportedAsync(scene);

        var one = await GetAsync(scene, ComplianceSource.AuditManager, [Protected]);
        var more = await GetAsync(scene, ComplianceSource.AuditManager, [Protected, Encrypted]);
        var gate = await scene.Engine.ReportComplianceAsync(Target(scene), new ComplianceOptions { Source = ComplianceSource.AuditManager, Policy = CompliancePolicy.Default.With([Protected, Encrypted], [], null), FailOn = ComplianceSeverity.Low }, scene.Observer, Token);

        Assert.Equal(("COMPLIANT", "No open findings."), (one.Status, one.Message));
        Assert.Equal(("INSUFFICIENT_DATA", $"No open findings, but Audit Manager does not say enough of {Encrypted}."), (more.Status, more.Message));
        Assert.Equal("NothingJudged", gate.Failure!.ErrorId);
        Assert.Contains(Encrypted, gate.Failure.Message, StringComparison.Ordinal);
        Assert.Contains("-ExcludeControl", gate.Failure.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_Region_or_a_set_without_an_audit_is_told_where_another_has_one()
    {
        await using var scene = await AuditedAsync();
        await ReportedAsync(scene);
        using var backup = await scene.Other().ClientAsync();
        await backup.CreateReportPlanAsync(new CreateReportPlanRequest
        {
            ReportPlanName = "Xacnt_orders_BACKUP_JOB_REPORT",
            ReportPlanTags = new Dictionary<string, string>(StringComparer.Ordinal) { ["ABS"] = "orders" },
            ReportDeliveryChannel = new ReportDeliveryChannel { S3BucketName = Bucket, Formats = ["CSV"] },
            ReportSetting = new ReportSetting { ReportTemplate = "BACKUP_JOB_REPORT" },
        }, Token);
        var policy = CompliancePolicy.Default.With([Deletion], [], null);

        var outcome = await scene.Engine.ReportComplianceAsync(scene.Target with { AbsName = "*" }, new ComplianceOptions { Source = ComplianceSource.AuditManager, Policy = policy }, scene.Observer, Token);

        var gaps = outcome.Result!.Findings.Where(static finding => finding.Status is "INSUFFICIENT_DATA").ToList();
        Assert.Equal([(Scene.Primary, "orders"), (Scene.Copy, "orders"), (Scene.Copy, "payroll")], gaps.Select(static finding => (finding.Region, finding.AbsName)).OrderBy(static gap => gap.Region, StringComparer.Ordinal).ThenBy(static gap => gap.AbsName, StringComparer.Ordinal));
        Assert.All(gaps, static finding => Assert.Contains($"for compliance in {finding.Region}", finding.Evidence, StringComparison.Ordinal));
        Assert.All(gaps.Where(static finding => finding.Region is Scene.Copy), static finding => Assert.Contains("-CopyRegion us-east-2", finding.Remedy, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_copy_Region_that_cannot_be_read_is_an_error_of_that_Region_alone()
    {
        await using var scene = await AuditedAsync();
        await ReportedAsync(scene);
        scene.Simulator.AddFault(new FaultRule { Service = "backup", Operation = "ListReportPlans", Region = Scene.Copy, Times = 0, Kind = FaultKind.AccessDenied });

        var outcome = await scene.Engine.ReportComplianceAsync(scene.Target, new ComplianceOptions { Source = ComplianceSource.AuditManager, Policy = CompliancePolicy.Default.With([Deletion], [], null) }, scene.Observer, Token);

        Assert.Equal([$"{Scene.Primary} NON_COMPLIANT", $"{Scene.Copy} ERROR"], outcome.Result!.Findings.Select(static finding => $"{finding.Region} {finding.Status}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_is_said_of_one_set_is_not_said_of_another()
    {
        await using var scene = await AuditedAsync();
        await ReportedAsync(scene);
        // Another set's report cannot be read: that is no error of this one.
        var policy = CompliancePolicy.Default.With([Protected], [], null);
        using var backup = await scene.Other().ClientAsync();
        await backup.CreateReportPlanAsync(new CreateReportPlanRequest
        {
            ReportPlanName = "Xacnt_orders_RESOURCE_COMPLIANCE_REPORT",
            ReportPlanTags = new Dictionary<string, string>(StringComparer.Ordinal) { ["ABS"] = "orders" },
            ReportDeliveryChannel = new ReportDeliveryChannel { S3BucketName = Bucket, S3KeyPrefix = "orders", Formats = ["JSON"] },
            ReportSetting = new ReportSetting { ReportTemplate = "RESOURCE_COMPLIANCE_REPORT", FrameworkArns = [(await backup.ListFrameworksAsync(new ListFrameworksRequest(), Token)).Frameworks[0].FrameworkArn] },
        }, Token);
        await backup.StartReportJobAsync(new StartReportJobRequest { ReportPlanName = "Xacnt_orders_RESOURCE_COMPLIANCE_REPORT" }, Token);
        scene.Time.Advance(TimeSpan.FromMinutes(1));
        scene.Simulator.S3.PutObject(Bucket, scene.Simulator.S3.Keys(Bucket).Single(static key => key.StartsWith("orders/", StringComparison.Ordinal)), "no report"u8.ToArray());

        var outcome = await scene.Engine.ReportComplianceAsync(Target(scene) with { AbsName = "*" }, new ComplianceOptions { Source = ComplianceSource.Both, Policy = policy }, scene.Observer, Token);

        Assert.Null(outcome.Failure?.Message);
        var finding = Assert.Single(outcome.Result!.Findings, static finding => finding.ResourceName is Database);
        Assert.Equal(("COMPLIANT", false), (finding.AuditStatus, finding.Disagrees));
        Assert.Contains("not", Assert.Single(scene.Observer.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_report_of_controls_is_enough()
    {
        await using var scene = await AuditedAsync(["CONTROL_COMPLIANCE_REPORT"]);
        await ReportedAsync(scene, "CONTROL_COMPLIANCE_REPORT");

        var report = await GetAsync(scene, ComplianceSource.AuditManager);

        var finding = Assert.Single(report.Findings, static finding => finding.Control is Deletion);
        Assert.Equal(("NON_COMPLIANT", "payroll", "BackupSet"), (finding.Status, finding.ResourceName, finding.ResourceType));
        Assert.EndsWith("0 resources are COMPLIANT, 1 NON_COMPLIANT.", finding.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Both_shows_where_the_two_disagree_and_judges_as_before()
    {
        await using var scene = await AuditedAsync();
        scene.Simulator.Backup.SetControlResult(Scene.AccountId, Scene.Primary, Protected, Database, "NON_COMPLIANT");
        scene.Simulator.Backup.SetControlResult(Scene.AccountId, Scene.Primary, Protected, "forgotten", "NON_COMPLIANT");
        scene.Simulator.Backup.SetControlResult(Scene.AccountId, Scene.Primary, Frequency, Scene.PlanName, "NON_COMPLIANT");
        await ReportedAsync(scene);

        var live = await GetAsync(scene, ComplianceSource.Live);
        var both = await GetAsync(scene, ComplianceSource.Both);

        Assert.Equal((null, ComplianceSource.Live), (live.Disagreements, live.Source));
        Assert.All(live.Findings, static finding => Assert.Equal((null, null), (finding.AuditStatus, finding.Disagrees)));
        Assert.Equal((3, live.Status, live.Open, live.Score), (both.Disagreements, both.Status, both.Open, both.Score));
        Assert.EndsWith("Audit Manager disagrees on 3.", both.Message, StringComparison.Ordinal);
        var database = Assert.Single(both.Findings, static finding => finding is { Control: Protected, ResourceName: Database });
        Assert.Equal(("COMPLIANT", "NON_COMPLIANT", true), (database.Status, database.AuditStatus, database.Disagrees));
        Assert.StartsWith("Audit Manager says NON_COMPLIANT", database.AuditEvidence, StringComparison.Ordinal);
        Assert.True(Assert.Single(both.Findings, static finding => finding.Control is Frequency).Disagrees);
        var alone = Assert.Single(both.Findings, static finding => finding.ResourceName is "forgotten");
        Assert.Equal(("INSUFFICIENT_DATA", "NON_COMPLIANT", true, false, Scene.AccountId), (alone.Status, alone.AuditStatus, alone.Disagrees, alone.IsOpen, alone.AccountId));
        var vault = Assert.Single(both.Findings, static finding => finding is { Control: Deletion, Region: Scene.Primary });
        Assert.Equal(("NON_COMPLIANT", false), (vault.AuditStatus, vault.Disagrees));
        Assert.All(both.Findings.Where(static finding => finding.Control.StartsWith("XACNT_", StringComparison.Ordinal)), static finding => Assert.Null(finding.AuditStatus));
    }

    [Theory]
    [InlineData("COMPLIANT", 0)]
    [InlineData("NON_COMPLIANT", 1)]
    public async Task Recovery_points_are_compared_by_Region(string status, int disagreements)
    {
        await using var scene = await AuditedAsync();
        var point = ComplianceScene.Add(scene, Scene.Primary, scene.Account.DatabaseArns[0], TimeSpan.FromHours(3));
        scene.Simulator.Backup.SetControlResult(Scene.AccountId, Scene.Primary, Encrypted, point, status);
        await ReportedAsync(scene);

        var both = await GetAsync(scene, ComplianceSource.Both, [Encrypted]);

        var finding = Assert.Single(both.Findings, static finding => finding.Region is Scene.Primary);
        Assert.Equal((disagreements, "COMPLIANT", status, disagreements > 0), (both.Disagreements, finding.Status, finding.AuditStatus, finding.Disagrees));
        Assert.Contains($"{disagreements} of 1 recovery point", finding.AuditEvidence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ComplianceSource.AuditManager)]
    [InlineData(ComplianceSource.Both)]
    public async Task A_restricted_session_is_enough(ComplianceSource source)
    {
        await using var scene = await AuditedAsync();
        await ReportedAsync(scene);
        var engine = scene.NewEngine(scene.Connection with { RestrictSession = true });

        var outcome = await engine.ReportComplianceAsync(Target(scene), new ComplianceOptions { Source = source }, scene.Observer, Token);

        Assert.Null(outcome.Failure?.Message);
        Assert.DoesNotContain(outcome.Result!.Findings, static finding => finding.Status is "ERROR" || finding.AuditStatus is "ERROR");
        Assert.Contains(outcome.Result!.Findings, finding => finding.Control is Protected && (source is ComplianceSource.AuditManager ? finding.Status : finding.AuditStatus) is "COMPLIANT");
        Assert.Empty(scene.Observer.Warnings);
    }
}
