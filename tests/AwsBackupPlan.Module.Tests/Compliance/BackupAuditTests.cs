using AwsBackupPlan.Module.Tests.Harness;
using AwsBackupPlan.Simulator.Config;

namespace AwsBackupPlan.Module.Tests.Compliance;

/// <summary>The cmdlets that make, read and remove audits.</summary>
public sealed class BackupAuditTests : CmdletTest
{
    private const string New = $"New-XacntBackupAudit {Payroll} payroll -BucketName 'audit-{{AccountId}}'";

    [Fact]
    public async Task A_fleet_is_audited_and_a_second_run_writes_nothing()
    {
        Record(Payroll);
        Record(OtherPayroll);
        const string Fleet = $"'{Payroll}', '{OtherPayroll}' | New-XacntBackupAudit -AbsName payroll -BucketName 'audit-{{AccountId}}' -Prefix '{{AbsName}}'";

        var first = (await Session.RunAsync(Fleet)).Succeeded();
        Simulator.ClearRequests();
        var second = (await Session.RunAsync(Fleet)).Succeeded();
        var audits = (await Session.RunAsync($"'{Payroll}', '{OtherPayroll}' | Get-XacntBackupAudit | Sort-Object AccountId | ForEach-Object {{ '{{0}} {{1}} {{2}} {{3}} {{4}}' -f $_.Region, $_.FrameworkStatus, $_.Controls.Count, $_.ReportPlans[0].BucketName, $_.ReportPlans[0].Prefix }}")).Succeeded();

        Assert.Equal(["Changed", "Changed"], Statuses(first));
        Assert.Empty(first.Warnings);
        Assert.Equal("2 accounts: 2 changed", string.Join('\n', first.Information).Split(" in ")[0]);
        Assert.Equal(["Unchanged", "Unchanged"], Statuses(second));
        Assert.Empty(Writes);
        Assert.Equal(
            [$"us-east-1 ACTIVE 9 audit-{Payroll} payroll", $"us-east-1 ACTIVE 9 audit-{OtherPayroll} payroll"],
            audits.OutputOf<string>());
    }

    [Fact]
    public async Task WhatIf_tells_each_thing_and_writes_nothing()
    {
        Record(Payroll);

        var run = (await Session.RunAsync($"{New} -ReportTemplate backup_job_report -ReportFormat csv -WhatIf -Force")).Succeeded();

        Assert.Equal(["WhatIf"], Statuses(run));
        Assert.Equal(2, run.HostText.Split("What if: ").Length - 1);
        Assert.Contains("report plan 'Xacnt_payroll_BACKUP_JOB_REPORT'", run.HostText, StringComparison.Ordinal);
        Assert.Empty(Writes);
    }

    [Fact]
    public async Task Where_AWS_Config_does_not_record_it_says_what_that_costs_and_how_to_switch_it_on()
    {
        var run = await Session.RunAsync(New);

        Assert.Equal(["Failed"], Statuses(run));
        var error = Assert.Single(run.Errors);
        Assert.StartsWith("AuditNotDeployed,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("start-configuration-recorder", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Contains("because it costs", Assert.Single(run.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-Control XACNT_VAULT_KEY_USABLE", "Control: None of Audit Manager's controls is chosen")]
    [InlineData("-Control BACKUP_NOTHING", "'BACKUP_NOTHING' is no control")]
    [InlineData("-ResourceType Oracle", "ResourceType: 'Oracle' is none of")]
    [InlineData("-ReportTemplate COPY_REPORT", "ReportTemplate: 'COPY_REPORT' is none of")]
    [InlineData("-ReportFormat XLS", "ReportFormat: 'XLS' is none of")]
    [InlineData("-Policy nowhere.json", "nowhere.json")]
    [InlineData("-ControlParameter @{ BACKUP_LAST_RECOVERY_POINT_CREATED = @{ recoveryPointAgeValue = 40 } }", "ControlParameter: $.BACKUP_LAST_RECOVERY_POINT_CREATED.recoveryPointAgeValue: It is 40 days. Audit Manager takes 31 at most.")]
    [InlineData("-ExcludeControl *", "ExcludeControl: None of Audit Manager's controls is chosen")]
    [InlineData("-Control XACNT_* -ExcludeControl *KEY*", "Control: None of Audit Manager's controls is chosen")]
    public async Task What_is_wrong_is_told_before_any_call(string parameter, string fault)
    {
        var run = await Session.RunAsync($"try {{ {New} {parameter} }} catch {{ throw }}");

        Assert.Contains(fault, run.TerminatingError?.Exception.Message, StringComparison.Ordinal);
        Assert.Empty(Simulator.Requests);
    }

    [Theory]
    [InlineData("-ReportTemplate COPY_JOB_REPORT", "ReportTemplate: ")]
    [InlineData("-ReportFormat CSV", "ReportFormat: ")]
    [InlineData("-Prefix reports", "Prefix: ")]
    public async Task What_is_about_reports_wants_a_bucket(string parameter, string fault)
    {
        var run = await Session.RunAsync($"New-XacntBackupAudit {Payroll} payroll {parameter}");

        Assert.Contains(fault, Assert.Single(run.Errors).Exception.Message, StringComparison.Ordinal);
        Assert.Contains("-BucketName", run.Errors[0].Exception.Message, StringComparison.Ordinal);
        Assert.Empty(Simulator.Requests);
    }

    [Fact]
    public async Task Without_a_recorder_that_is_on_no_report_is_promised_and_the_table_names_the_set()
    {
        Simulator.Config.SetRecorder(Payroll, "us-east-1", new ConfigRecording(IsRecording: false));

        var run = await Session.RunAsync($"$a = {New}; $a | Out-Default; $a.Message; $a.Remedy");

        Assert.Matches("(?m)^AccountId +AbsName +Region +Status +Message *$", run.HostText);
        Assert.All(run.HostText.Split('\n').Where(static line => !line.StartsWith("WARNING", StringComparison.Ordinal)), static line => Assert.InRange(line.TrimEnd().Length, 0, 120));
        Assert.DoesNotContain("24 hours", run.Output[0].ToString(), StringComparison.Ordinal);
        Assert.Contains("aws configservice start-configuration-recorder", run.Output[1].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Removal_asks_and_takes_what_is_piped_in()
    {
        Record(Payroll);
        (await Session.RunAsync(New)).Succeeded();
        Session.Host.Recording.WillAnswer("No");
        Simulator.ClearRequests();

        var declined = (await Session.RunAsync($"Remove-XacntBackupAudit {Payroll} payroll")).Succeeded();
        var writes = Writes.Count;
        var removed = (await Session.RunAsync($"Get-XacntBackupAudit {Payroll} | Remove-XacntBackupAudit -Force")).Succeeded();
        var again = (await Session.RunAsync($"Remove-XacntBackupAudit {Payroll} payroll -Force")).Succeeded();

        Assert.Contains("Delete 2 report plans and 1 framework", Assert.Single(declined.Prompts).Message, StringComparison.Ordinal);
        Assert.Equal(["Declined"], Statuses(declined));
        Assert.Equal(0, writes);
        Assert.Equal(["Removed"], Statuses(removed));
        Assert.Equal(["NotFound"], Statuses(again));
        Assert.Empty((await Session.RunAsync($"Get-XacntBackupAudit {Payroll}")).Succeeded().Output);
    }

    [Fact]
    public async Task An_audit_that_is_named_and_not_there_is_an_error()
    {
        var run = await Session.RunAsync($"Get-XacntBackupAudit {Payroll} payroll");

        Assert.Empty(run.Output);
        Assert.StartsWith("BackupAuditNotFound,", Assert.Single(run.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    private void Record(string accountId) => Simulator.Config.SetRecorder(accountId, "us-east-1", new ConfigRecording(IsRecording: true));

    private static IEnumerable<string> Statuses(ScriptRun run) => run.Values("Status").Select(static status => status!.ToString()!);
}
