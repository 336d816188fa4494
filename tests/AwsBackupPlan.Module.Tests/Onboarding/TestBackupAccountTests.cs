using AwsBackupPlan.Module.Tests.Harness;

namespace AwsBackupPlan.Module.Tests.Onboarding;

/// <summary>The cmdlet that checks accounts, and the pre-flight of New-XacntBackupPlan.</summary>
public sealed class TestBackupAccountTests : CmdletTest
{
    private const string Fleet = $"'{Payroll}', '{OtherPayroll}' | Test-XacntBackupAccount -AbsName payroll";

    [Fact]
    public async Task Every_account_of_a_fleet_has_an_object_for_each_check_and_a_check_that_fails_is_no_error()
    {
        Simulator.Sts.RemoveRole(OtherPayroll, "Xacnt_Backup_Role");

        var run = (await Session.RunAsync($"{Fleet} | ForEach-Object {{ '{{0}} {{1}} {{2}} {{3}}' -f $_.AccountId, $_.Check, $_.Region, $_.Status }}")).Succeeded();
        var checks = run.OutputOf<string>();

        Assert.Contains($"{Payroll} OptIn us-east-1 Failed", checks);
        Assert.Contains($"{OtherPayroll} RoleAssumable us-east-1 Failed", checks);
        // The one that was not let in has them all as well.
        Assert.Equal(Names(checks, Payroll), Names(checks, OtherPayroll));
        Assert.InRange(checks.Count, 40, 80);
        Assert.Equal("2 accounts: 2 failed", string.Join('\n', run.Information).Split(" in ")[0]);
        Assert.All(Writes, static write => Assert.Equal("DryRunOperationException", write.ErrorType));
    }

    [Fact]
    public async Task Quiet_writes_one_Boolean_for_each_account_and_no_error()
    {
        Simulator.Sts.RemoveRole(OtherPayroll, "Xacnt_Backup_Role");
        (await Session.RunAsync($"Initialize-XacntBackupAccount {Payroll} payroll -OptIn -Force")).Succeeded();

        var good = (await Session.RunAsync($"Test-XacntBackupAccount {Payroll} payroll -Quiet")).Succeeded();
        var bad = (await Session.RunAsync($"Test-XacntBackupAccount {OtherPayroll} payroll -Quiet")).Succeeded();
        var both = (await Session.RunAsync($"({Fleet} -Quiet) -contains $false")).Succeeded();

        Assert.Equal([true], good.OutputOf<bool>());
        Assert.Equal([false], bad.OutputOf<bool>());
        Assert.Equal([true], both.OutputOf<bool>());
    }

    [Fact]
    public async Task Quiet_answers_in_the_order_of_the_input_and_for_each_of_it()
    {
        (await Session.RunAsync($"Initialize-XacntBackupAccount {Payroll} payroll -OptIn -Force")).Succeeded();
        Simulator.Sts.RemoveRole(OtherPayroll, "Xacnt_Backup_Role");
        // What is refused has come to its end at once, and the accounts before it have not.
        var run = await Session.RunAsync($"@{{ AccountId = '{Payroll}' }}, @{{ AccountId = '12' }}, @{{ AccountId = '{OtherPayroll}' }}, @{{ Region = 'us-east-1' }}, @{{ AccountId = '{Payroll}' }}, @{{ AccountId = '{Payroll}'; CopyRegion = 'eu-west-1' }}, @{{ AccountId = '{Payroll}'; Region = 'us-east-1' }} | Test-XacntBackupAccount -AbsName payroll -Quiet");

        Assert.Equal([true, false, false, false, true, false, true], run.OutputOf<bool>());
    }

    [Fact]
    public async Task Accounts_that_are_not_come_to_are_false()
    {
        Simulator.Sts.RemoveRole(Payroll, "Xacnt_Backup_Role");

        var run = await Session.RunAsync($"{Fleet} -Quiet -ThrottleLimit 1 -StopOnError 1");

        Assert.Equal([false, false], run.OutputOf<bool>());
        Assert.StartsWith("StoppedOnError,", Assert.Single(run.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Test-XacntBackupAccount 12345 payroll", "'12345' is not an account id")]
    [InlineData("Test-XacntBackupAccount 200000000001", "No AbsName was given")]
    [InlineData("@{ AccountId = '200000000001'; AbsName = 'payroll'; CopyRegion = 'us-east-1' } | Test-XacntBackupAccount", "is the primary Region")]
    public async Task Input_that_is_refused_is_one_row_and_an_error(string script, string fault)
    {
        var run = await Session.RunAsync(script);

        Assert.Equal(["Input"], run.Values("Check"));
        Assert.Equal(["Failed"], Statuses(run));
        Assert.Contains(fault, (string?)Assert.Single(run.Values("Evidence")), StringComparison.Ordinal);
        Assert.StartsWith("InvalidInput,", Assert.Single(run.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(Simulator.Requests);
    }

    [Fact]
    public async Task An_account_that_is_refused_is_an_error_and_false()
    {
        var run = await Session.RunAsync("@{ AccountId = '12'; AbsName = 'payroll' } | Test-XacntBackupAccount -Quiet");

        Assert.Equal([false], run.OutputOf<bool>());
        Assert.StartsWith("InvalidInput,", Assert.Single(run.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_faulty_document_on_the_command_line_ends_it_before_any_call()
    {
        var run = await Session.RunAsync($"try {{ {Fleet} -PlanDocument '{{ \"Rules\": [] }}' }} catch {{ throw }}");

        Assert.Contains("$.Rules", run.TerminatingError?.Exception.Message, StringComparison.Ordinal);
        Assert.Empty(Simulator.Requests);
    }

    [Fact]
    public async Task A_pre_flight_keeps_a_plan_from_being_made_that_would_silently_make_no_backups()
    {
        var blocked = await Session.RunAsync($"New-XacntBackupPlan {Payroll} payroll -Preflight");
        var writes = Writes.Count(static write => write.Operation is not "CreateGrant");
        (await Session.RunAsync($"Initialize-XacntBackupAccount {Payroll} payroll -OptIn -Force")).Succeeded();
        var made = (await Session.RunAsync($"New-XacntBackupPlan {Payroll} payroll -Preflight")).Succeeded();

        Assert.Equal(["Blocked"], Statuses(blocked));
        Assert.StartsWith("PreflightFailed,", Assert.Single(blocked.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.StartsWith("# OptIn in us-east-1:\n# ", blocked.Errors[0].ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Contains($"\nInitialize-XacntBackupAccount -AccountId {Payroll} -AbsName payroll -Region us-east-1 -CopyRegion us-east-2 -OptIn\n", blocked.Errors[0].ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal(0, writes);
        Assert.Equal(["Created"], Statuses(made));
    }

    [Fact]
    public async Task The_checks_are_a_table_that_says_what_was_found()
    {
        using var narrow = ModuleSession.Open(Simulator.Endpoint, width: 80);
        var run = (await narrow.RunAsync($"{Fleet} | Where-Object Check -in KeyUsableByBackupRole, PermissionsNotProven | Out-Default")).Succeeded();

        Assert.Contains($"Account: {Payroll} payroll", run.HostText, StringComparison.Ordinal);
        Assert.Contains($"Account: {OtherPayroll} payroll", run.HostText, StringComparison.Ordinal);
        Assert.Matches("us-east-2 +KeyUsableByBackupRole +Passed +The policy of", run.HostText);
        Assert.Matches("us-east-1 +PermissionsNotProven +Information +Whether the role may", run.HostText);
        Assert.All(run.HostText.Split('\n'), static line => Assert.InRange(line.TrimEnd().Length, 0, 80));
    }

    private static IReadOnlyList<string> Names(IReadOnlyList<string> checks, string account) =>
        [.. checks.Where(check => check.StartsWith(account, StringComparison.Ordinal)).Select(static check => string.Join(' ', check.Split(' ')[1..3]))];

    private static IReadOnlyList<string> Statuses(ScriptRun run) => [.. run.Values("Status").Select(static status => $"{status}")];
}
