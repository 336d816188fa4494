using System.Text.RegularExpressions;
using AwsBackupPlan.Module.Tests.Harness;
using AwsBackupPlan.Simulator.Faults;

namespace AwsBackupPlan.Module.Tests.Streams;

/// <summary>What a run over many accounts says at its end, and when it ends early.</summary>
public sealed partial class FleetSummaryTests : CmdletTest
{
    [Fact]
    public async Task The_closing_line_in_the_information_stream_counts_what_came_of_the_accounts()
    {
        (await Session.RunAsync("New-XacntBackupPlan 200000000001 payroll")).Succeeded();

        var run = await Session.RunAsync("'200000000001', '200000000002', '200000000003' | New-XacntBackupPlan -AbsName payroll");

        Assert.Equal("3 accounts: 1 changed, 1 unchanged, 1 failed in T", ClosingLine(run));
        Assert.Equal(["AwsBackupPlan"], Assert.Single(run.Information).Tags);
    }

    [Theory]
    [InlineData("Compare-XacntBackupPlan", "2 accounts: 1 in sync, 1 not deployed in T")]
    [InlineData("New-XacntBackupPlan -WhatIf", "2 accounts: 1 to be changed, 1 unchanged in T")]
    [InlineData("Get-XacntBackupPlan", "2 accounts: 1 read, 1 failed in T")]
    [InlineData("Remove-XacntBackupResource -Force", "2 accounts: 1 removed, 1 with nothing to remove in T")]
    public async Task Every_cmdlet_has_its_own_words_for_what_came_of_them(string command, string expected)
    {
        (await Session.RunAsync("New-XacntBackupPlan 200000000001 payroll")).Succeeded();

        var run = await Session.RunAsync($"{{ABS}} | {command}".Replace("{ABS}", "[pscustomobject]@{ AccountId = '200000000001'; AbsName = 'payroll' }, [pscustomobject]@{ AccountId = '200000000002'; AbsName = 'payroll' }", StringComparison.Ordinal));

        Assert.Equal(expected, ClosingLine(run));
    }

    [Fact]
    public async Task A_thousand_rows_with_three_bad_ids_give_three_errors_and_997_comparisons()
    {
        var run = await Session.RunAsync("""
            1..1000 | ForEach-Object { [pscustomobject]@{ AccountId = $(if ($_ % 400 -eq 100) { "bad$_" } else { '{0:d12}' -f $_ }); AbsName = 'payroll' } } |
                Compare-XacntBackupPlan | Where-Object Message -notlike '*is not an account id*'
            """);

        // None of the accounts is onboarded: they have no key. What counts is that each was asked.
        var refused = run.Errors.Where(static error => error.FullyQualifiedErrorId.StartsWith("InvalidInput,", StringComparison.Ordinal)).ToList();
        Assert.Equal(["bad100", "bad500", "bad900"], [.. refused.Select(static error => Quoted().Match(error.ToString()).Groups["id"].Value)]);
        Assert.Equal(997, run.Output.Count);
        Assert.Equal(997, Simulator.Requests.Count(static request => string.Equals(request.Operation, "AssumeRole", StringComparison.Ordinal)));
        Assert.StartsWith("1,000 accounts: ", ClosingLine(run), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_column_that_is_missing_is_told_once_and_counted_at_the_end()
    {
        var run = await Session.RunAsync("1..40 | ForEach-Object { [pscustomobject]@{ Konto = '{0:d12}' -f $_; AbsName = 'payroll' } } | New-XacntBackupPlan");

        Assert.Equal(2, run.Errors.Count);
        Assert.Contains("No AccountId was given. The input has Konto, AbsName.", run.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.StartsWith("39 more inputs: No AccountId was given.", run.Errors[1].ToString(), StringComparison.Ordinal);
        Assert.Empty(run.Output);
        Assert.Equal("40 accounts: 40 failed in T", ClosingLine(run));
        Assert.Empty(Simulator.Requests);
    }

    [Fact]
    public async Task A_missing_ABS_name_is_told_once_too_and_each_account_still_has_its_result()
    {
        var run = await Session.RunAsync("1..40 | ForEach-Object { [pscustomobject]@{ AccountId = '{0:d12}' -f $_ } } | New-XacntBackupPlan");

        Assert.Equal(2, run.Errors.Count);
        Assert.Equal(40, run.Output.Count);
        Assert.All(run.Output, static result => Assert.Equal("Failed", result.Properties["Status"].Value.ToString()));
        Assert.Empty(Simulator.Requests);
    }

    [Fact]
    public async Task A_row_with_an_empty_cell_has_an_error_of_its_own_that_says_which_row_it_is()
    {
        var run = await Session.RunAsync("""
            [pscustomobject]@{ AccountId = ''; AbsName = 'orders' }, [pscustomobject]@{ AccountId = ''; AbsName = 'hr' }, [pscustomobject]@{ AccountId = '200000000001'; AbsName = '' } | New-XacntBackupPlan
            """);

        Assert.Equal(3, run.Errors.Count);
        Assert.StartsWith("AccountId is empty (AbsName 'orders').", run.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.StartsWith("AccountId is empty (AbsName 'hr').", run.Errors[1].ToString(), StringComparison.Ordinal);
        Assert.Contains("200000000001", run.Errors[2].ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Region")]
    [InlineData("RoleName")]
    [InlineData("ExternalId")]
    public async Task An_empty_variable_on_the_command_line_is_an_error_and_no_default(string parameter)
    {
        var run = await Session.RunAsync($"New-XacntBackupPlan 200000000001 payroll -{parameter} $nothing");

        Assert.Contains($"{parameter}: It is empty.", Assert.Single(run.Errors).ToString(), StringComparison.Ordinal);
        Assert.Empty(Simulator.Requests);
    }

    [Theory]
    [InlineData("-Name @()", "Name")]
    [InlineData("-Tag @{}", "Tag")]
    [InlineData("-RestrictSession", "RestrictSession")]
    [InlineData("-SessionTag @{ Team = 'a' }", "SessionTag")]
    [InlineData("-RoleArn arn:aws:iam::111111111111:role/Reader -SessionTag @{ Team = 'a', 'b' }", "SessionTag")]
    public async Task What_would_mean_all_accounts_or_nothing_at_all_is_an_error_of_the_discovery(string parameters, string named)
    {
        var run = await Session.RunAsync($"Get-XacntBackupAccount {parameters}");

        Assert.StartsWith(named + ": ", Assert.Single(run.Errors).ToString(), StringComparison.Ordinal);
        Assert.Empty(Simulator.Requests);
    }

    [Fact]
    public async Task Credentials_as_they_come_from_JSON_are_taken()
    {
        var run = (await Session.RunAsync("""
            $PSDefaultParameterValues.Remove('*-Xacnt*:AccessKey'); $PSDefaultParameterValues.Remove('*-Xacnt*:SecretKey')
            $answer = '{ "Credentials": { "AccessKeyId": "AKIAQUICKSTART000001", "SecretAccessKey": "any" } }' | ConvertFrom-Json
            Get-XacntBackupPlan 200000000001 -AbsName * -Credential $answer
            Get-XacntBackupPlan 200000000001 -AbsName * -Credential $answer.Credentials
            """)).Succeeded();

        Assert.Empty(run.Output);
        Assert.All(Simulator.Requests.Where(static request => request.Service is "sts"), static request => Assert.Equal("AKIAQUICKSTART000001", request.AccessKeyId));
    }

    [Fact]
    public async Task A_profile_that_is_incomplete_and_a_file_that_is_none_are_told_as_what_they_are()
    {
        var folder = Directory.CreateTempSubdirectory("abp-profile-");
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "profiles"), "[half]\naws_access_key_id = AKIAQUICKSTART000001\n", TestContext.Current.CancellationToken);
        Session.Set("folder", folder.FullName);

        var run = await Session.RunAsync("""
            $PSDefaultParameterValues.Remove('*-Xacnt*:AccessKey'); $PSDefaultParameterValues.Remove('*-Xacnt*:SecretKey')
            Get-XacntBackupPlan 200000000001 -ProfileLocation (Join-Path $folder profiles) -ProfileName half
            Get-XacntBackupPlan 200000000001 -ProfileLocation (Join-Path $folder nothing) -ProfileName half
            Get-XacntBackupPlan 200000000001 -ProfileLocation $folder -ProfileName half
            """);

        folder.Delete(recursive: true);
        Assert.Equal(["ProfileNotUsable", "InvalidParameter", "InvalidParameter"], [.. run.Errors.Select(static error => error.FullyQualifiedErrorId.Split(',')[0])]);
        Assert.Contains("The AWS profile 'half' has no credentials that can be used", run.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.Contains("It does not exist.", run.Errors[1].ToString(), StringComparison.Ordinal);
        Assert.Contains("It is a folder.", run.Errors[2].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_that_AWS_does_not_know_end_the_command_with_one_error()
    {
        var run = await Session.RunAsync("1..100 | ForEach-Object { '{0:d12}' -f $_ } | Get-XacntBackupPlan -AccessKey ASIAIOSFODNN7EXAMPLE -SecretKey any -SessionToken none -ThrottleLimit 8");

        Assert.StartsWith("CredentialsInvalid,", Assert.Single(run.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_pipeline_is_warned_of()
    {
        var run = (await Session.RunAsync("@() | New-XacntBackupPlan")).Succeeded();

        Assert.StartsWith("No account came down the pipeline, so New-XacntBackupPlan had nothing to do.", Assert.Single(run.Warnings), StringComparison.Ordinal);
        Assert.Empty(run.Output);
        Assert.Empty(run.Information);
        Assert.Empty(run.Progress);
    }

    [Fact]
    public async Task The_same_account_and_set_with_other_settings_is_an_error_naming_both_and_the_first_is_worked()
    {
        var run = await Session.RunAsync("""
            [pscustomobject]@{ AccountId = '200000000001'; AbsName = 'payroll'; CopyRegion = 'us-east-2' }, [pscustomobject]@{ AccountId = '200000000001'; AbsName = 'payroll'; CopyRegion = 'us-west-2' } | New-XacntBackupPlan
            """);

        Assert.Contains("CopyRegion 'us-east-2' and 'us-west-2'", Assert.Single(run.Errors).ToString(), StringComparison.Ordinal);
        Assert.Equal(["Created", "Failed"], [.. run.Values("Status").Select(static status => status!.ToString()!).Order(StringComparer.Ordinal)]);
        Assert.Equal("1 account, 2 pieces of work: 1 changed, 1 failed in T", ClosingLine(run));
    }

    [Fact]
    public async Task A_caller_that_may_assume_nothing_ends_the_command_with_one_error_naming_both_causes()
    {
        DenyRoles(times: 0);

        var run = await Session.RunAsync("1..200 | ForEach-Object { [pscustomobject]@{ AccountId = '{0:d12}' -f $_; AbsName = 'payroll' } } | New-XacntBackupPlan -ThrottleLimit 10");

        var error = Assert.Single(run.Errors);
        Assert.StartsWith("NoRoleAssumable,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal("PermissionDenied", error.CategoryInfo.Category.ToString());
        Assert.StartsWith("None of the first 10 accounts let the caller assume its role, so the command was stopped", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("Trust: the roles' trust policies", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Contains("Permission: the caller itself is not allowed sts:AssumeRole", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal(10, Simulator.Requests.Count);
        Assert.Matches("^[0-9]+ accounts: 10 failed(, [0-9]+ not begun)? in T$", ClosingLine(run));
    }

    [Fact]
    public async Task Sets_of_one_account_that_cannot_be_assumed_do_not_stand_for_the_caller()
    {
        var run = await Session.RunAsync(
            "'a', 'b' | ForEach-Object { @{ AccountId = '200000000001'; AbsName = $_; RoleName = 'Nope' } } | Compare-XacntBackupPlan -ThrottleLimit 2; "
            + "@(@{ AccountId = '200000000001'; AbsName = 'a'; RoleName = 'Nope' }, @{ AccountId = '200000000001'; AbsName = 'b'; RoleName = 'Nope' }, @{ AccountId = '200000000002'; AbsName = 'payroll' }) | Compare-XacntBackupPlan -ThrottleLimit 2");

        Assert.Equal(4, run.Errors.Count(static error => error.FullyQualifiedErrorId.StartsWith("RoleNotAssumable,", StringComparison.Ordinal)));
        Assert.DoesNotContain(run.Errors, static error => error.FullyQualifiedErrorId.StartsWith("NoRoleAssumable,", StringComparison.Ordinal));
        Assert.Contains(run.Output, static result => result.Properties["AccountId"].Value is "200000000002" && result.Properties["Status"].Value.ToString() is "NotDeployed");
    }

    [Fact]
    public async Task When_fewer_accounts_than_the_limit_are_denied_each_has_its_own_error()
    {
        DenyRoles(times: 0);

        var run = await Session.RunAsync("1..5 | ForEach-Object { [pscustomobject]@{ AccountId = '{0:d12}' -f $_; AbsName = 'payroll' } } | New-XacntBackupPlan");

        Assert.Equal(5, run.Errors.Count);
        Assert.Null(run.TerminatingError);
        Assert.All(run.Errors, static error => Assert.StartsWith("RoleNotAssumable,", error.FullyQualifiedErrorId, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Refused_input_among_denied_accounts_hides_none_of_their_errors()
    {
        DenyRoles(times: 0);

        var run = await Session.RunAsync("& { 'bad'; '200000000001'; '200000000002'; '200000000003' } | Get-XacntBackupPlan -ThrottleLimit 4");

        Assert.Equal(["InvalidInput", "RoleNotAssumable", "RoleNotAssumable", "RoleNotAssumable"], [.. run.Errors.Select(static error => error.FullyQualifiedErrorId.Split(',')[0]).Order(StringComparer.Ordinal)]);
    }

    [Fact]
    public async Task Denied_accounts_have_their_errors_when_StopOnError_ends_the_run()
    {
        DenyRoles(times: 0);

        var run = await Session.RunAsync("1..40 | ForEach-Object { '{0:d12}' -f $_ } | Get-XacntBackupPlan -ThrottleLimit 1 -StopOnError 1");

        Assert.Equal(["RoleNotAssumable", "StoppedOnError"], [.. run.Errors.Select(static error => error.FullyQualifiedErrorId.Split(',')[0])]);
    }

    [Fact]
    public async Task Many_denied_accounts_among_others_do_not_end_the_run()
    {
        // A denial takes one call, a deployment many: by the time of the first that is done, more have been denied than are in flight.
        var run = await Session.RunAsync("""
            & { '200000000001'; 1..30 | ForEach-Object { '{0:d12}' -f $_ } } | ForEach-Object { @{ AccountId = $_; AbsName = 'payroll'; RoleName = $(if ($_ -eq '200000000001') { 'Xacnt_Backup_Role' } else { 'No_Such_Role' }) } } |
                New-XacntBackupPlan -ThrottleLimit 4
            """);

        Assert.Equal("31 accounts: 1 changed, 30 failed in T", ClosingLine(run));
        Assert.Equal(30, run.Errors.Count);
    }

    [Fact]
    public async Task An_early_end_by_an_error_tells_what_was_interrupted()
    {
        Simulator.AddFault(new FaultRule { AccountId = OtherPayroll, Kind = FaultKind.Timeout, Times = 0 });

        var run = await Session.RunAsync("'200000000002', '200000000003' | New-XacntBackupPlan -AbsName payroll -ErrorAction Stop");

        Assert.NotNull(run.TerminatingError);
        Assert.Contains("New-XacntBackupPlan was stopped: 1 of 2 accounts done (1 failed), 1 interrupted (200000000002 payroll (us-east-1)), 0 not begun.", run.HostText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_account_whose_role_can_be_assumed_shows_that_the_others_are_the_cause_themselves()
    {
        var run = await Session.RunAsync("""
            & { [pscustomobject]@{ AccountId = '200000000001'; AbsName = 'payroll'; RoleName = 'Xacnt_Backup_Role' }
                1..20 | ForEach-Object { [pscustomobject]@{ AccountId = '{0:d12}' -f $_; AbsName = 'payroll'; RoleName = 'No_Such_Role' } } } | New-XacntBackupPlan -ThrottleLimit 1
            """);

        Assert.Equal(20, run.Errors.Count);
        Assert.Equal("21 accounts: 1 changed, 20 failed in T", ClosingLine(run));
    }

    [Fact]
    public async Task StopOnError_begins_no_more_accounts_and_says_how_many_are_left()
    {
        var run = await Session.RunAsync("""
            & { '200000000003', '200000000004', '200000000001', '200000000002' } | New-XacntBackupPlan -AbsName payroll -ThrottleLimit 1 -StopOnError 2
            """);

        Assert.Equal(3, run.Errors.Count);
        Assert.StartsWith("StoppedOnError,", run.Errors[2].FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("2 accounts failed, and -StopOnError 2 was given: 2 accounts were not begun.", run.Errors[2].ToString(), StringComparison.Ordinal);
        Assert.Equal("4 accounts: 2 failed, 2 not begun in T", ClosingLine(run));
        Assert.Empty(Writes);
    }

    [Fact]
    public async Task An_account_that_does_not_answer_is_given_up_after_its_time_and_the_others_are_done()
    {
        // The other account has nothing to do but to read what is there, by code and connections that have been used: it is done in time however busy the machine is.
        (await Session.RunAsync("'200000000001', '200000000002' | New-XacntBackupPlan -AbsName payroll")).Succeeded();
        Simulator.AddFault(new FaultRule { AccountId = Payroll, Kind = FaultKind.Timeout, Times = 0 });

        var run = await Session.RunAsync("'200000000001', '200000000002' | New-XacntBackupPlan -AbsName payroll -TimeoutSeconds 5");

        var error = Assert.Single(run.Errors);
        Assert.StartsWith("WorkTimedOut,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal("OperationTimeout", error.CategoryInfo.Category.ToString());
        Assert.Contains("account 200000000001 (us-east-1): it took longer than 5 s, and was stopped at: Reading what is there.", error.ToString(), StringComparison.Ordinal);
        Assert.Equal("2 accounts: 1 unchanged, 1 failed in T", ClosingLine(run));
    }

    [Theory]
    [InlineData("Compare-XacntBackupPlan 200000000001 payroll")]
    [InlineData("Test-XacntBackupAccount 200000000001 payroll")]
    [InlineData("Get-XacntProtectedResource 200000000001")]
    [InlineData("Get-XacntBackupAudit 200000000001")]
    [InlineData("Get-BackupComplianceReport 200000000001")]
    public async Task What_only_reads_says_of_nothing_that_it_has_made_when_its_time_is_up(string script)
    {
        Simulator.AddFault(new FaultRule { Kind = FaultKind.Timeout, Times = 0 });

        var run = await Session.RunAsync($"{script} -TimeoutSeconds 1");

        var error = Assert.Single(run.Errors);
        Assert.StartsWith("WorkTimedOut,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.StartsWith("Nothing was changed.", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'200000000003', '200000000004', '200000000001' | New-XacntBackupPlan -AbsName payroll -ThrottleLimit 1 -StopOnError 2")]
    [InlineData("1..3 | ForEach-Object { [pscustomobject]@{ Konto = $_; AbsName = 'payroll' } } | New-XacntBackupPlan")]
    public async Task The_closing_line_is_the_last_that_is_said(string script)
    {
        // All streams in one, in the order in which they were written.
        var run = await Session.RunAsync($"{script} *>&1");

        Assert.Equal(["InformationRecord"], run.Output.TakeLast(1).Select(static item => item.BaseObject.GetType().Name));
        Assert.Contains(run.Output, static item => item.BaseObject is System.Management.Automation.ErrorRecord);
    }

    [Theory]
    [InlineData("'200000000001', '200000000009' | New-XacntBackupPlan -AbsName payroll -ThrottleLimit 1 -ErrorAction Stop", "2 of 2 accounts", "1 changed, 1 failed", 0)]
    [InlineData("'200000000009' | New-XacntBackupPlan -AbsName payroll -RoleName No_Such_Role -ErrorAction Stop", "1 of 1 account", "1 failed", 0)]
    [InlineData("'200000000003', '200000000004' | New-XacntBackupPlan -AbsName payroll -ThrottleLimit 1 -StopOnError 1 -ErrorAction Inquire", "1 of 2 accounts", "1 failed", 1)]
    [InlineData("1..3 | ForEach-Object { [pscustomobject]@{ Konto = $_; AbsName = 'payroll' } } | New-XacntBackupPlan -ErrorAction Inquire", "3 of 3 accounts", "3 failed", 0)]
    public async Task An_error_that_ends_the_command_when_all_was_done_leaves_a_line_that_counts_it(string script, string done, string outcomes, int notBegun)
    {
        // The first error is looked at, the one at the end is not.
        Session.Host.Recording.WillAnswer("Yes", "Halt Command");

        var run = await Session.RunAsync(script);

        Assert.NotNull(run.TerminatingError);
        Assert.Matches($"New-XacntBackupPlan was stopped: {done}( read so far)? done \\({outcomes}\\), none was interrupted, {notBegun} not begun\\.", run.HostText);
        Assert.Empty(run.Information);
    }

    [Fact]
    public async Task Input_that_was_refused_is_not_counted_as_worked_on_when_the_caller_s_fault_ends_the_command()
    {
        Simulator.AddFault(new FaultRule { Service = "sts", Kind = FaultKind.ExpiredToken, Times = 0 });

        var run = await Session.RunAsync("'bad1', 'bad2', 'bad3', '200000000001' | New-XacntBackupPlan -AbsName payroll");

        Assert.EndsWith("This holds for every account: the command ended with the first.", run.Errors[^1].ToString(), StringComparison.Ordinal);
    }

    private void DenyRoles(int times) => Simulator.AddFault(new FaultRule { Service = "sts", Kind = FaultKind.AccessDenied, Times = times });

    private static string ClosingLine(ScriptRun run) => Time().Replace(Assert.Single(run.Information).ToString(), " in T");

    [GeneratedRegex(" in ([0-9.]+ s|[0-9]+ m [0-9]+ s)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Time();

    [GeneratedRegex("'(?<id>[^']*)'", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Quoted();
}
