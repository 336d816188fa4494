using AwsBackupPlan.Module.Tests.Harness;

namespace AwsBackupPlan.Module.Tests.Compliance;

/// <summary>Get-BackupComplianceReport and Export-BackupComplianceReport, in the engine that users have.</summary>
public sealed class ComplianceReportTests : CmdletTest
{
    private const string Empty = "$report = [AwsBackupPlan.ComplianceReport]@{ AccountId = '200000000001'; AbsName = '*'; Region = 'us-east-1'; Date = '2027-01-01'; Status = 'COMPLIANT'; Message = 'No open findings.' }; ";

    [Fact]
    public async Task A_report_is_a_row_and_its_findings_say_what_to_do()
    {
        await Session.RunAsync($"New-XacntBackupPlan {Payroll} payroll");

        var run = (await Session.RunAsync($"$r = Get-BackupComplianceReport {Payroll}; $r | Out-Default; $r.Findings | Where-Object IsOpen | Select-Object -First 1 | Format-List | Out-Default; $r.Controls | Out-Default; $r")).Succeeded();

        var lines = run.HostText.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        Assert.Matches("^AccountId +AbsName +Region +Status +Score Message$", lines[0]);
        Assert.Matches($"^{Payroll} \\* +us-east-1 +NON_COMPLIANT +[0-9]+ % [0-9]+ open findings", lines[2]);
        Assert.Contains("Remedy", run.HostText, StringComparison.Ordinal);
        Assert.Contains("BACKUP_RESOURCES_PROTECTED_BY_BACKUP_PLAN", run.HostText.Replace("\n", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("1 account: 1 not compliant", string.Join('\n', run.Information), StringComparison.Ordinal);
        Assert.Single(run.Output);
    }

    [Fact]
    public async Task The_table_of_findings_tells_the_Region_and_a_remedy_keeps_its_lines()
    {
        await Session.RunAsync($"New-XacntBackupPlan {Payroll} payroll");
        var key = (await Session.RunAsync($"(Get-XacntBackupPlan {Payroll}).Vaults[1].EncryptionKeyArn")).Succeeded().Output[0].ToString();
        Simulator.Kms.SetKeyState(key, AwsBackupPlan.Simulator.Kms.KeyState.Disabled);

        var run = (await Session.RunAsync($"$f = (Get-BackupComplianceReport {Payroll} -Control XACNT_VAULT_KEY_USABLE).Findings; $f | Out-Default; $f[0] | Format-List | Out-Default")).Succeeded();

        Assert.Matches("(?m)^   Account: 200000000001 payroll\r?\n\r?\nRegion +Severity +Status +Control +Resource +Evidence *$", run.HostText);
        Assert.All(run.HostText.Split('\n'), static line => Assert.InRange(line.TrimEnd().Length, 0, 120));
        Assert.Matches(@"Remedy +: # With credentials of account 200000000001:\r?\n +aws kms enable-key", run.HostText);
    }

    [Fact]
    public async Task Lists_in_results_have_a_first_and_a_second()
    {
        var run = (await Session.RunAsync($"$c = New-XacntBackupPlan {Payroll} payroll; $p = Get-XacntBackupPlan {Payroll}; $r = Get-BackupComplianceReport {Payroll}; $p.Vaults[1].Region; $p.Rules[0].CopyActions[0].DestinationVaultArn; $c.Changes[1].AccountId; @($r.Findings[0]).Count; @($r.Controls[1]).Count")).Succeeded();

        Assert.Equal(["us-east-2", $"arn:aws:backup:us-east-2:{Payroll}:backup-vault:payroll-Vault", Payroll, "1", "1"], run.Output.Select(static item => item.ToString()));
    }

    [Fact]
    public async Task A_finding_that_is_severe_enough_is_an_error_after_the_report()
    {
        await Session.RunAsync($"New-XacntBackupPlan {Payroll} payroll");

        var run = await Session.RunAsync($"Get-BackupComplianceReport {Payroll} -Control XACNT_VAULT_POLICY_PROTECTS -FailOn Medium");

        Assert.Single(run.Output);
        var error = Assert.Single(run.Errors);
        Assert.Equal("NotCompliant", error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.Contains($"Account {Payroll} (us-east-1) has 2 open findings of severity Medium or above", error.Exception.Message, StringComparison.Ordinal);
        Assert.Empty((await Session.RunAsync($"Get-BackupComplianceReport {Payroll} -Control XACNT_VAULT_POLICY_PROTECTS -FailOn High")).Errors);
    }

    [Fact]
    public async Task A_policy_and_an_earlier_run_come_from_files_relative_to_the_location()
    {
        await Session.RunAsync($"New-XacntBackupPlan {Payroll} payroll");
        await File.WriteAllTextAsync(Path.Combine(Folder.FullName, "policy.json"), """{ "controls": { "XACNT_VAULT_POLICY_PROTECTS": { "severity": "Critical" } } }""", TestContext.Current.CancellationToken);
        Session.Set("folder", Folder.FullName);

        var run = (await Session.RunAsync($$"""
            Set-Location $folder
            Get-BackupComplianceReport {{Payroll}} -Policy policy.json -Control XACNT_V* | Export-BackupComplianceReport before.json
            $r = Get-BackupComplianceReport {{Payroll}} -Policy policy.json -Control XACNT_VAULT_POLICY* -Baseline before.json
            "$($r.Severity)"; "$($r.Open)"; "$(@($r.Findings | Where-Object IsNew -eq $false).Count)"; "$($r.Fixed.Count)"
            """)).Succeeded();

        Assert.Equal(["Critical", "2", "2", "0"], [.. run.Output.Select(static item => item.ToString())]);
    }

    [Fact]
    public async Task Parameters_on_the_command_line_stand_in_place_of_those_of_the_policy_and_leave_its_rest()
    {
        await Session.RunAsync($"New-XacntBackupPlan {Payroll} payroll");
        await File.WriteAllTextAsync(Path.Combine(Folder.FullName, "policy.json"), """
            { "controls": { "BACKUP_PLAN_MIN_FREQUENCY_AND_MIN_RETENTION_CHECK": { "severity": "Critical", "parameters": { "requiredRetentionDays": 400, "requiredFrequencyValue": 2 } } } }
            """, TestContext.Current.CancellationToken);
        Session.Set("folder", Folder.FullName);

        var run = (await Session.RunAsync($$"""
            Set-Location $folder
            $common = @{ AccountId = '{{Payroll}}'; Policy = 'policy.json'; Control = 'BACKUP_PLAN_*' }
            function Show($r) { "$($r.Status) $($r.Severity): $($r.Findings[0].Evidence)" }
            Show (Get-BackupComplianceReport @common)
            Show (Get-BackupComplianceReport @common -ControlParameter @{ BACKUP_PLAN_MIN_FREQUENCY_AND_MIN_RETENTION_CHECK = @{ requiredRetentionDays = 300 } })
            Show (Get-BackupComplianceReport @common -ControlParameter @{ BACKUP_PLAN_MIN_FREQUENCY_AND_MIN_RETENTION_CHECK = @{ requiredRetentionDays = 301 } })
            (Get-BackupComplianceReport {{Payroll}} -Control *CROSS_REGION -ControlParameter @{ BACKUP_RESOURCES_PROTECTED_BY_CROSS_REGION = @{ crossRegionList = 'eu-west-1' } }).Findings[0].Status
            (Get-BackupComplianceReport {{Payroll}} -ControlParameter @{ BACKUP_RESOURCES_PROTECTED_BY_CROSS_ACCOUNT = @{} }).Controls | Where-Object Control -like *CROSS_ACCOUNT | ForEach-Object NonCompliant
            """)).Succeeded();

        Assert.StartsWith("NON_COMPLIANT Critical: ", run.Output[0].ToString(), StringComparison.Ordinal);
        Assert.StartsWith("COMPLIANT : ", run.Output[1].ToString(), StringComparison.Ordinal);
        Assert.StartsWith("NON_COMPLIANT Critical: ", run.Output[2].ToString(), StringComparison.Ordinal);
        Assert.Equal("NON_COMPLIANT", run.Output[3].ToString());
        Assert.Equal("3", run.Output[4].ToString());
    }

    [Fact]
    public async Task An_export_without_reports_says_how_accounts_are_named()
    {
        Session.Set("folder", Folder.FullName);

        var run = await Session.RunAsync("Set-Location $folder; Export-BackupComplianceReport -Path x.html");

        var error = Assert.Single(run.Errors);
        Assert.StartsWith("InvalidParameter,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.StartsWith("InputObject: No report was given. Accounts are named to Get-BackupComplianceReport, whose reports are piped in", error.ToString(), StringComparison.Ordinal);
        Assert.Empty(Folder.GetFiles());
    }

    [Theory]
    [InlineData("-ControlParameter @{ NONE = @{} }", "ControlParameter: $.NONE: 'NONE' is not a member of this object.")]
    [InlineData("-ControlParameter @{ XACNT_JOB_SUCCESS_RATE = 5 }", "ControlParameter: $.XACNT_JOB_SUCCESS_RATE: It is the number 5. It must be an object.")]
    [InlineData("-ControlParameter @{ XACNT_JOB_SUCCESS_RATE = @{ days = 31 } }", "$.XACNT_JOB_SUCCESS_RATE.days: It is 31. It must be from 1 to 30.")]
    [InlineData("-ControlParameter @{ XACNT_JOB_SUCCESS_RATE = @{ days = '7' } }", "It must be a whole number, without quotes.")]
    [InlineData("-ControlParameter @{ XACNT_AURORA_OPT_IN = @{ x = 1 } }", "$.XACNT_AURORA_OPT_IN: The control has no parameters.")]
    [InlineData("-ControlParameter @{ BACKUP_RESOURCES_PROTECTED_BY_CROSS_REGION = @{ crossRegionList = 'here' } }", ".crossRegionList: 'here' is not a Region such as eu-west-1.")]
    [InlineData("-ControlParameter @{ XACNT_JOB_SUCCESS_RATE = @{ days = (Get-Command Get-BackupComplianceReport) } }", "cannot be part of a JSON document")]
    [InlineData("-Policy none.json", "Policy: 'none.json':")]
    [InlineData("-Policy .", "It is a folder")]
    [InlineData("-Control NONE", "Control: 'NONE' is no control.")]
    [InlineData("-Control XACNT_* -ExcludeControl *", "No control is left to be judged.")]
    [InlineData("-ExcludeControl *", "ExcludeControl: No control is left to be judged.")]
    [InlineData("-ControlParameter @{ BACKUP_RESOURCES_PROTECTED_BY_CROSS_ACCOUNT = @{ crossAccountList = 333333333333 } }", "Put it in quotes")]
    [InlineData("-Baseline none.json", "Baseline: 'none.json':")]
    public async Task What_is_wrong_with_the_parameters_is_told_before_any_call(string parameters, string message)
    {
        var run = await Session.RunAsync($"Get-BackupComplianceReport {Payroll} {parameters}");

        Assert.Contains(message, Assert.Single(run.Errors).Exception.Message, StringComparison.Ordinal);
        Assert.Empty(Simulator.Requests);
    }

    [Fact]
    public async Task Reports_go_into_all_files_at_once_and_on_down_the_pipeline()
    {
        await Session.RunAsync($"New-XacntBackupPlan {Payroll} payroll");
        Session.Set("folder", Folder.FullName);

        var run = (await Session.RunAsync($"Set-Location $folder; '{Payroll}', '{OtherPayroll}' | Get-BackupComplianceReport | Export-BackupComplianceReport report.html, report.csv, report.md, report.xml, report.sarif, report.json -PassThru")).Succeeded();

        Assert.Equal(2, run.Output.Count);
        Assert.Equal(["report.csv", "report.html", "report.json", "report.md", "report.sarif", "report.xml"], Folder.GetFiles().Select(static file => file.Name).Order(StringComparer.Ordinal), StringComparer.Ordinal);
        Assert.All(Folder.GetFiles(), static file => Assert.Contains(Payroll, File.ReadAllText(file.FullName), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_format_gives_the_path_its_extension_and_WhatIf_writes_nothing()
    {
        Session.Set("folder", Folder.FullName);

        (await Session.RunAsync(Empty + "Set-Location $folder; $report | Export-BackupComplianceReport report.v1 -Format Json, Csv; $report | Export-BackupComplianceReport other.html -WhatIf")).Succeeded();

        Assert.Equal(["report.v1.csv", "report.v1.json"], Folder.GetFiles().Select(static file => file.Name).Order(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    [Fact]
    public async Task Without_a_report_what_was_written_before_stays_and_that_is_told()
    {
        var before = Path.Combine(Folder.FullName, "report.json");
        await File.WriteAllTextAsync(before, "before", TestContext.Current.CancellationToken);
        Session.Set("folder", Folder.FullName);

        var run = (await Session.RunAsync("Set-Location $folder; @() | Export-BackupComplianceReport report.json, report.html")).Succeeded();

        Assert.Contains("No report came down the pipeline", Assert.Single(run.Warnings), StringComparison.Ordinal);
        Assert.Equal(before, Assert.Single(Folder.GetFiles()).FullName);
        Assert.Equal("before", await File.ReadAllTextAsync(before, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_step_that_fails_has_its_reports_all_the_same()
    {
        await Session.RunAsync($"'{Payroll}', '{OtherPayroll}' | New-XacntBackupPlan -AbsName payroll");
        Session.Set("folder", Folder.FullName);

        var run = await Session.RunAsync($$"""
            Set-Location $folder
            try { '{{Payroll}}', '{{OtherPayroll}}' | Get-BackupComplianceReport -Control XACNT_VAULT_POLICY_PROTECTS | Export-BackupComplianceReport report.xml -FailOn Medium -ErrorAction Stop }
            catch { "$($_.FullyQualifiedErrorId) $($_.TargetObject.AccountId)" }
            '{{Payroll}}', '{{OtherPayroll}}' | Get-BackupComplianceReport -Control XACNT_VAULT_POLICY_PROTECTS | Export-BackupComplianceReport all.json -FailOn Medium -ErrorVariable failed -ErrorAction SilentlyContinue
            $failed.Count
            '{{Payroll}}' | Get-BackupComplianceReport -Control XACNT_VAULT_POLICY_PROTECTS | Export-BackupComplianceReport all.json -FailOn High
            """);

        Assert.StartsWith("NotCompliant,", run.Output[0].ToString(), StringComparison.Ordinal);
        Assert.Equal("2", run.Output[1].ToString());
        Assert.Equal(["all.json", "report.xml"], Folder.GetFiles().Select(static file => file.Name).Order(StringComparer.Ordinal), StringComparer.Ordinal);
        Assert.Contains(Payroll, await File.ReadAllTextAsync(Path.Combine(Folder.FullName, "report.xml"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("report", "has no extension that says what is to be written")]
    [InlineData("none/report.json", "Its folder does not exist.")]
    [InlineData("report.json, REPORT.json", "It is named more than once.")]
    [InlineData("report.json -Show", "Only a page can be shown")]
    [InlineData(". -Format Html", "It is a folder.")]
    [InlineData("'*.html'", "in which * and ? stand for nothing")]
    [InlineData("nowhere:report.json", "Path: 'nowhere:report.json':")]
    [InlineData("report.json -FailOn $null", "Cannot validate argument on parameter 'FailOn'")]
    [InlineData("a.json, b.csv -Format Json", "With -Format name one path")]
    [InlineData("-Format GitHubSummary", "GITHUB_STEP_SUMMARY")]
    [InlineData("there.json -NoClobber", "there.json': It exists, and -NoClobber is given. Leave -NoClobber out to have it replaced, or name another place with -Path.")]
    public async Task A_file_that_cannot_be_written_is_told_before_anything_is(string parameters, string message)
    {
        await File.WriteAllTextAsync(Path.Combine(Folder.FullName, "there.json"), "before", TestContext.Current.CancellationToken);
        Session.Set("folder", Folder.FullName);

        var run = await Session.RunAsync($"{Empty}Set-Location $folder; $report | Export-BackupComplianceReport {parameters}");

        Assert.Contains(message, Assert.Single(run.Errors).Exception.Message, StringComparison.Ordinal);
        Assert.Equal("before", await File.ReadAllTextAsync(Assert.Single(Folder.GetFiles()).FullName, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task What_is_no_report_is_refused_and_a_gate_without_any_is_closed()
    {
        Session.Set("folder", Folder.FullName);

        var table = await Session.RunAsync("Set-Location $folder; @{ AccountId = '200000000001' } | Export-BackupComplianceReport report.html -FailOn Low");
        var none = await Session.RunAsync("Set-Location $folder; @() | Export-BackupComplianceReport report.html -FailOn Low");
        var gate = await Session.RunAsync($"Get-BackupComplianceReport {Payroll} -FailOn $null");

        Assert.Contains("It is no report of Get-BackupComplianceReport", Assert.Single(table.Errors).Exception.Message, StringComparison.Ordinal);
        Assert.StartsWith("NoReports,", Assert.Single(none.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("FailOn", Assert.Single(gate.Errors).Exception.Message, StringComparison.Ordinal);
        Assert.Empty(Folder.GetFiles());
    }

    [Fact]
    public async Task The_summary_of_a_step_goes_behind_what_is_there_even_where_only_new_files_are_wanted()
    {
        var summary = Path.Combine(Folder.FullName, "summary.md");
        await File.WriteAllTextAsync(summary, "Before.", TestContext.Current.CancellationToken);
        Session.Set("folder", Folder.FullName);
        Session.Set("summary", summary);

        (await Session.RunAsync(Empty + "Set-Location $folder; $before = [Environment]::GetEnvironmentVariable('GITHUB_STEP_SUMMARY'); [Environment]::SetEnvironmentVariable('GITHUB_STEP_SUMMARY', $summary); try { $report | Export-BackupComplianceReport report.json -Format Json, GitHubSummary -NoClobber } finally { [Environment]::SetEnvironmentVariable('GITHUB_STEP_SUMMARY', $before) }")).Succeeded();

        Assert.StartsWith("Before.", await File.ReadAllTextAsync(summary, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Contains("Backup compliance", await File.ReadAllTextAsync(summary, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(Folder.FullName, "report.json")));
    }
}
