using Amazon.Backup.Model;
using AwsBackupPlan.Engine.Tests.Scenes;
using static AwsBackupPlan.Engine.Tests.Compliance.AuditScene;

namespace AwsBackupPlan.Engine.Tests.Compliance;

/// <summary>What the rows and files of Audit Manager's reports are taken for.</summary>
public sealed class AuditVerdictTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_plan_that_nobody_has_changed_for_long_is_still_compliant_in_a_new_report_and_the_evidence_says_since_when()
    {
        await using var scene = await AuditedAsync();
        var audited = scene.Simulator.World.Now;
        scene.Time.Advance(TimeSpan.FromDays(10));
        await ReportedAsync(scene);

        var report = await GetAsync(scene, ComplianceSource.AuditManager, [Frequency]);

        var finding = Assert.Single(report.Findings);
        Assert.Equal(("COMPLIANT", "COMPLIANT"), (report.Status, finding.Status));
        Assert.Contains($"judged {audited.UtcDateTime:yyyy-MM-dd}T", finding.Evidence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("BACKUP_RESOURCES_PROTECTED_BY_BACKUP_PLAN", false)]
    [InlineData("BACKUP_LAST_RECOVERY_POINT_CREATED", false)]
    [InlineData("RESTORE_TIME_FOR_RESOURCES_MEET_TARGET", false)]
    [InlineData("RESOURCES_IN_LOGICALLY_AIR_GAPPED_VAULT", false)]
    [InlineData("BACKUP_PLAN_MIN_FREQUENCY_AND_MIN_RETENTION_CHECK", true)]
    [InlineData("BACKUP_RECOVERY_POINT_MINIMUM_RETENTION_CHECK", true)]
    [InlineData("BACKUP_RECOVERY_POINT_ENCRYPTED", true)]
    [InlineData("BACKUP_RECOVERY_POINT_MANUAL_DELETION_DISABLED", true)]
    [InlineData("BACKUP_RESOURCES_PROTECTED_BY_CROSS_REGION", true)]
    [InlineData("BACKUP_RESOURCES_PROTECTED_BY_CROSS_ACCOUNT", true)]
    [InlineData("BACKUP_RESOURCES_PROTECTED_BY_BACKUP_VAULT_LOCK", true)]
    public async Task What_was_judged_long_ago_holds_where_it_is_judged_when_it_changes_alone(string control, bool holds)
    {
        await using var scene = await AuditedAsync();
        await ReportedAsync(scene);
        Replace(scene, $$"""{ "reportItems": [ { {{Own(control)}}, "resourceName": "a", "resourceType": "AWS::RDS::DBInstance", "resourceComplianceStatus": "COMPLIANT", "lastEvaluationTime": "2020-01-01T00:00:00Z" } ] }""");

        var finding = Assert.Single((await GetAsync(scene, ComplianceSource.AuditManager, [control])).Findings);

        Assert.Equal(holds ? "COMPLIANT" : "INSUFFICIENT_DATA", finding.Status);
        Assert.Contains("judged 2020-01-01T00:00:00Z", finding.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Resources_whose_ARNs_have_no_account_or_no_Region_are_taken_and_rows_of_other_controls_are_not_looked_at()
    {
        await using var scene = await AuditedAsync();
        await ReportedAsync(scene);
        ReplaceRows(scene,
        [
            Row(scene, Protected, "\"resourceType\": \"AWS::S3::Bucket\", \"resourceName\": \"figures\", \"resourceId\": \"arn:aws:s3:::figures\""),
            Row(scene, Protected, "\"resourceType\": \"AWS::EC2::Volume\", \"resourceName\": \"vol-1\", \"resourceId\": \"arn:aws:ec2:us-east-1::volume/vol-1\""),
            Row(scene, Encrypted, "\"resourceType\": \"AWS::RDS::DBInstance\", \"resourceName\": \"b\", \"resourceId\": \"arn:aws:rds:us-east-1:333333333333:db:b\""),
            Row(scene, Encrypted, "\"resourceType\": \"AWS::RDS::DBInstance\"", "FINE"),
        ]);

        var report = await GetAsync(scene, ComplianceSource.AuditManager, [Protected]);

        Assert.Equal(["figures COMPLIANT", "vol-1 COMPLIANT"], report.Findings.Select(static finding => $"{finding.ResourceName} {finding.Status}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_plan_without_an_id_is_found_by_its_name()
    {
        await using var scene = await AuditedAsync();
        await ReportedAsync(scene);
        ReplaceRows(scene, [Row(scene, Frequency, $"\"resourceType\": \"AWS::Backup::BackupPlan\", \"resourceName\": \"{Scene.PlanName}\"", "NON_COMPLIANT")]);

        var finding = Assert.Single((await GetAsync(scene, ComplianceSource.Both, [Frequency])).Findings);

        Assert.Equal(("COMPLIANT", "NON_COMPLIANT", true), (finding.Status, finding.AuditStatus, finding.Disagrees));
    }

    [Theory]
    [InlineData("")]
    [InlineData(", \"resourceType\": \"AWS::RDS::Something\"")]
    public async Task A_resource_of_no_type_or_of_one_that_is_not_known_is_found_by_its_name_where_nothing_else_has_that(string type)
    {
        await using var scene = await AuditedAsync();
        await ReportedAsync(scene);
        var unknown = Row(scene, Protected, $"\"resourceName\": \"{Database}\"{type}", "NON_COMPLIANT");
        ReplaceRows(scene, [unknown]);
        var alone = (await GetAsync(scene, ComplianceSource.Both, [Protected])).Findings;
        ReplaceRows(scene, [unknown, Row(scene, Protected, $"\"resourceName\": \"{Database}\", \"resourceType\": \"AWS::RDS::DBCluster\"")]);
        var doubtful = (await GetAsync(scene, ComplianceSource.Both, [Protected])).Findings;

        Assert.Equal("NON_COMPLIANT", Assert.Single(alone).AuditStatus);
        // A name that a cluster has as well tells nothing.
        Assert.Null(Assert.Single(doubtful, static finding => finding.Status is "COMPLIANT").AuditStatus);
    }

    [Fact]
    public async Task A_name_that_a_database_of_another_type_has_is_another_ones()
    {
        await using var scene = await AuditedAsync();
        await ReportedAsync(scene);
        ReplaceRows(scene, [Row(scene, Protected, $"\"resourceName\": \"{Database}\", \"resourceType\": \"AWS::RDS::DBCluster\"", "NON_COMPLIANT")]);

        var findings = (await GetAsync(scene, ComplianceSource.Both, [Protected])).Findings;

        Assert.Equal(["Aurora INSUFFICIENT_DATA NON_COMPLIANT", "RDS COMPLIANT "], findings.Select(static finding => $"{finding.ResourceType} {finding.Status} {finding.AuditStatus}").Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("{name}.json.md5", null)]
    [InlineData("{name}.sha256", null)]
    [InlineData("{name}.json.gz", null)]
    [InlineData("Backup/part-2.json.gz", "Backup/part-2.json.gz")]
    [InlineData("Backup/part-2", "Backup/part-2")]
    public async Task A_part_of_a_report_in_a_form_that_is_not_known_makes_an_error_and_what_belongs_to_its_files_none(string beside, string? named)
    {
        await using var scene = await AuditedAsync();
        scene.Simulator.Backup.Behaviour.ReportFilesBeside = [beside];
        await ReportedAsync(scene);

        var report = await GetAsync(scene, ComplianceSource.AuditManager, [Protected]);

        Assert.Equal(named is null ? "COMPLIANT" : "ERROR", report.Status);
        if (named is not null)
        {
            Assert.Contains($"Not all of the report can be read: it has the file s3://{Bucket}/{named}", Assert.Single(report.Findings).Evidence, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_report_is_read_as_what_it_was_when_it_was_made_whatever_its_plan_is_changed_to()
    {
        await using var scene = await AuditedAsync();
        scene.Simulator.Backup.Behaviour.PlansRun = false;
        await ReportedAsync(scene);
        using var backup = await scene.Other().ClientAsync();
        var plan = (await backup.DescribeReportPlanAsync(new DescribeReportPlanRequest { ReportPlanName = $"Xacnt_payroll_{Resources}" }, Token)).ReportPlan;
        await backup.UpdateReportPlanAsync(new UpdateReportPlanRequest { ReportPlanName = plan.ReportPlanName, ReportSetting = new ReportSetting { ReportTemplate = Controls, FrameworkArns = plan.ReportSetting.FrameworkArns } }, Token);

        var report = await GetAsync(scene, ComplianceSource.AuditManager, [Protected]);

        Assert.Equal(("COMPLIANT", Database), (report.Status, Assert.Single(report.Findings).ResourceName));
    }
}
