using System.Text;
using AwsBackupPlan.Module.Tests.Harness;
using AwsBackupPlan.Simulator.Config;

namespace AwsBackupPlan.Module.Tests.Compliance;

/// <summary>The cmdlet that has reports of Audit Manager made, and the report of compliance that is made of them.</summary>
public sealed class AuditReportTests : CmdletTest
{
    private const string Start = $"Start-XacntAuditReport {Payroll} payroll";

    [Fact]
    public async Task Audits_that_are_piped_in_are_reported_and_each_row_is_an_object_with_the_columns()
    {
        await AuditAsync(Payroll, OtherPayroll);

        var run = (await Session.RunAsync($$"""
            $rows = '{{Payroll}}', '{{OtherPayroll}}' | Get-XacntBackupAudit | Start-XacntAuditReport -Template resource_compliance_report
            ($rows.AccountId | Sort-Object -Unique) -join ' '
            ($rows[0].PSObject.Properties.Name) -join ' '
            $rows[0].PSObject.TypeNames[0]
            $bad = $rows | Where-Object ResourceComplianceStatus -eq NON_COMPLIANT | Select-Object -First 1
            $bad.ReportedAccountId -eq $bad.AccountId -and $bad.ReportedRegion -eq 'us-east-1'
            ($rows | ConvertTo-Csv)[0]
            """)).Succeeded();

        Assert.Equal(
            [
                $"{Payroll} {OtherPayroll}",
                "AccountId AbsName Region ReportPlanName Template ReportJobId S3Uri ReportedAccountId ReportedRegion FrameworkName FrameworkDescription ControlName ResourceName ResourceId ResourceType ResourceComplianceStatus LastEvaluationTime",
                "AwsBackupPlan.AuditReportRow#RESOURCE_COMPLIANCE_REPORT",
                "True",
                "\"AccountId\",\"AbsName\",\"Region\",\"ReportPlanName\",\"Template\",\"ReportJobId\",\"S3Uri\",\"ReportedAccountId\",\"ReportedRegion\",\"FrameworkName\",\"FrameworkDescription\",\"ControlName\",\"ResourceName\",\"ResourceId\",\"ResourceType\",\"ResourceComplianceStatus\",\"LastEvaluationTime\"",
            ],
            run.Output.Select(static line => line.ToString()));
        Assert.Contains("2 accounts: 2 completed", string.Join('\n', run.Information), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatIf_tells_each_report_and_begins_none()
    {
        await AuditAsync(Payroll);

        var run = (await Session.RunAsync($"{Start} -WhatIf")).Succeeded();

        Assert.Equal(2, run.HostText.Split("What if: ").Length - 1);
        Assert.Contains("report plan 'Xacnt_payroll_CONTROL_COMPLIANCE_REPORT'", run.HostText, StringComparison.Ordinal);
        Assert.Empty(Writes);
        Assert.Empty(run.Output);
    }

    [Fact]
    public async Task NoWait_writes_the_jobs()
    {
        await AuditAsync(Payroll);

        var run = (await Session.RunAsync($"{Start} -NoWait -ReportPlanName *control*")).Succeeded();

        Assert.Equal("Xacnt_payroll_CONTROL_COMPLIANCE_REPORT", Assert.Single(run.Values("ReportPlanName")));
        Assert.Equal("CREATED", Assert.Single(run.Values("Status")));
        Assert.DoesNotContain(Simulator.Requests, static request => request.Service is "s3");
    }

    [Fact]
    public async Task A_report_that_fails_is_an_error_with_what_to_do()
    {
        await AuditAsync(Payroll);
        Simulator.S3.Reset();

        var run = await Session.RunAsync($"{Start} -ReportTemplate CONTROL_COMPLIANCE_REPORT");

        var error = Assert.Single(run.Errors);
        Assert.StartsWith("ReportFailed,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("AWSServiceRoleForBackupReports", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-ReportTemplate COPY_REPORT", "ReportTemplate: 'COPY_REPORT' is none of")]
    [InlineData("-ReportPlanName '['", "ReportPlanName")]
    [InlineData("-IdempotencyToken ''", "IdempotencyToken")]
    public async Task What_is_wrong_is_told_before_any_call(string parameter, string fault)
    {
        var run = await Session.RunAsync($"try {{ {Start} {parameter} }} catch {{ throw }}");

        Assert.Contains(fault, run.TerminatingError?.Exception.Message, StringComparison.Ordinal);
        Assert.Empty(Simulator.Requests);
    }

    [Fact]
    public async Task What_a_file_holds_is_harmless_on_the_screen_and_no_column_takes_the_place_of_another()
    {
        await AuditAsync(Payroll);
        (await Session.RunAsync($"{Start} -ReportTemplate CONTROL_COMPLIANCE_REPORT -IdempotencyToken one")).Succeeded();
        var key = Simulator.S3.Keys("audit").Last(static key => key.EndsWith(".json", StringComparison.Ordinal));
        Simulator.S3.PutObject("audit", key, Encoding.UTF8.GetBytes("""{ "reportItems": [ { "accountId": "evil", "reportedAccountId": "more", "psobject": "x", "s3Uri": "\u001b[31mred\u001b[0m\r\nnext", "": "nameless" } ] }"""));
        var run = (await Session.RunAsync($"$row = {Start} -ReportTemplate CONTROL_COMPLIANCE_REPORT -IdempotencyToken one; $row | Out-Default; $row.PSObject.Properties | ForEach-Object {{ '{{0}}={{1}}' -f $_.Name, $_.Value }}")).Succeeded();

        Assert.DoesNotContain("\u001b[31m", run.HostText, StringComparison.Ordinal);
        var properties = run.OutputOf<string>().ToList();
        Assert.Contains($"AccountId={Payroll}", properties, StringComparer.Ordinal);
        Assert.Contains("ReportedAccountId=evil", properties, StringComparer.Ordinal);
        Assert.Contains("ReportedReportedAccountId=more", properties, StringComparer.Ordinal);
        Assert.Contains("ReportedPsobject=x", properties, StringComparer.Ordinal);
        Assert.Contains("ReportedS3Uri=\\u001B[31mred\\u001B[0m next", properties, StringComparer.Ordinal);
        Assert.Contains("Column5=nameless", properties, StringComparer.Ordinal);
    }

    [Fact]
    public async Task A_report_of_compliance_can_be_Audit_Managers_or_have_it_beside_its_own()
    {
        await AuditAsync(Payroll);
        Simulator.Backup.SetControlResult(Payroll, "us-east-1", "BACKUP_RESOURCES_PROTECTED_BY_BACKUP_PLAN", "forgotten", "NON_COMPLIANT");
        (await Session.RunAsync($"{Start} -ReportTemplate RESOURCE_COMPLIANCE_REPORT")).Succeeded();

        var run = (await Session.RunAsync($"""
            $theirs = Get-BackupComplianceReport {Payroll} payroll -Source AuditManager
            $both = Get-BackupComplianceReport {Payroll} payroll -Source Both -Control BACKUP_RESOURCES_PROTECTED_BY_BACKUP_PLAN
            '{"{0} {1}"}' -f $theirs.Source, ($theirs.Findings | Where-Object ResourceName -eq forgotten).Status
            '{"{0} {1}"}' -f $both.Disagreements, ($both.Findings | Where-Object Disagrees).ResourceName
            """)).Succeeded();

        Assert.Equal(["AuditManager NON_COMPLIANT", "1 forgotten"], run.OutputOf<string>());
    }

    private async Task AuditAsync(params string[] accounts)
    {
        Simulator.Backup.Behaviour.ReportJobRunsFor = TimeSpan.Zero;
        Simulator.S3.AddBucket(Payroll, "us-east-1", "audit", readableBy: [OtherPayroll]);
        foreach (var account in accounts)
        {
            Simulator.Config.SetRecorder(account, "us-east-1", new ConfigRecording(IsRecording: true));
            (await Session.RunAsync($"New-XacntBackupAudit {account} payroll -BucketName audit")).Succeeded();
        }

        Simulator.ClearRequests();
    }
}
