using System.Management.Automation;
using AwsBackupPlan.Module.Tests.Harness;
using AwsBackupPlan.Simulator.Faults;

namespace AwsBackupPlan.Module.Tests.Accounts;

/// <summary>Accounts of the organization as pipeline objects.</summary>
public sealed class GetBackupAccountTests : CmdletTest
{
    private static readonly Dictionary<string, string> Tags = new(StringComparer.Ordinal) { ["ABS"] = "payroll", ["Stage"] = "prod" };

    [Fact]
    public async Task Accounts_whose_ABS_name_is_in_a_tag_pipe_into_the_other_cmdlets_and_their_defaults_hold()
    {
        Join(Payroll, OtherPayroll);

        var run = (await Session.RunAsync("""
            Get-XacntBackupAccount -AbsNameTag ABS | New-XacntBackupPlan | ForEach-Object { "$($_.AccountId) $($_.AbsName) $($_.Region) $($_.CopyRegion) $($_.Status)" }
            """)).Succeeded();

        Assert.Equal(
            [$"{Payroll} payroll us-east-1 us-east-2 Created", $"{OtherPayroll} payroll us-east-1 us-east-2 Created"],
            [.. run.OutputOf<string>().Order(StringComparer.Ordinal)]);
        Assert.Contains("111111111111", Assert.Single(run.Warnings, static warning => warning.StartsWith("Left out", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_next_command_is_told_holds_for_accounts_without_an_ABS_name_of_their_own()
    {
        Join(Payroll);

        var run = (await Session.RunAsync("Get-XacntBackupAccount -ExcludeManagementAccount | Compare-XacntBackupPlan -AbsName payroll")).Succeeded();

        Assert.Equal((Payroll, "NotDeployed"), (Assert.Single(run.Values("AccountId")), Assert.Single(run.Values("Status"))!.ToString()));
    }

    [Theory]
    [InlineData("Get-XacntBackupAccount", "111111111111 200000000001")]
    [InlineData("Get-XacntBackupAccount PAYROLL*", "200000000001")]
    [InlineData("Get-XacntBackupAccount -IncludeInactive -ExcludeManagementAccount", "200000000001 200000000002")]
    [InlineData("Get-XacntBackupAccount -OU Workloads/Finance", "200000000001")]
    [InlineData("Get-XacntBackupAccount -Tag @{ Stage = 'p*'; ABS = 'other', 'payroll' }", "200000000001")]
    [InlineData("Get-XacntBackupAccount -Tag @{ Stage = 'test' }", "")]
    public async Task All_conditions_have_to_be_fulfilled(string script, string expected)
    {
        Join(Payroll, OtherPayroll);
        Simulator.Organizations.SetState(OtherPayroll, "SUSPENDED");

        var run = (await Session.RunAsync(script)).Succeeded();

        Assert.Equal(expected, string.Join(' ', run.Values("AccountId")));
        Assert.Empty(run.Warnings);
    }

    [Fact]
    public async Task Accounts_are_shown_as_a_table()
    {
        Join(Payroll);

        var run = (await Session.RunAsync("Get-XacntBackupAccount -AbsNameTag ABS -ExcludeManagementAccount | Out-Default")).Succeeded();

        Assert.Contains("200000000001 payroll                ACTIVE    ou-s1m0-00000004 payroll-200000000001", run.HostText, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-OrganizationalUnit ou-1", "OrganizationalUnit")]
    [InlineData("-Name '['", "Name")]
    [InlineData("-Tag @{ Stage = $null }", "Tag")]
    [InlineData("-AbsNameTag aws:abs", "AbsNameTag")]
    [InlineData("-AbsNameTag ''", "AbsNameTag")]
    public async Task A_value_that_cannot_be_used_is_an_error_before_any_call(string arguments, string parameter)
    {
        var run = await Session.RunAsync($"Get-XacntBackupAccount {arguments}");

        var error = Assert.Single(run.Errors);
        Assert.Equal("InvalidParameter,AwsBackupPlan.Cmdlets.Accounts.GetXacntBackupAccountCommand", error.FullyQualifiedErrorId);
        Assert.Equal(parameter, error.TargetObject);
        Assert.Empty(Simulator.Requests);
    }

    [Fact]
    public async Task Who_may_not_read_the_organization_is_told_where_to_run_the_command_and_what_to_allow()
    {
        Simulator.AddFault(new FaultRule { Operation = "ListAccounts", Kind = FaultKind.AccessDenied, Times = 0 });

        var error = Assert.Single((await Session.RunAsync("Get-XacntBackupAccount")).Errors);

        Assert.StartsWith("AccessDenied,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(ErrorCategory.PermissionDenied, error.CategoryInfo.Category);
        Assert.Contains("organizations:ListAccounts", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Contains("management account or of a delegated administrator account", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_unit_that_is_not_there_is_told()
    {
        Join(Payroll);

        var error = Assert.Single((await Session.RunAsync("Get-XacntBackupAccount -OrganizationalUnit Workload")).Errors);

        Assert.StartsWith("OrganizationalUnitNotFound,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("Did you mean 'Workloads'?", error.ErrorDetails.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_wants_the_first_account_does_not_have_all_pages_read()
    {
        Join([.. Enumerable.Range(1, 300).Select(static number => $"3000000{number:00000}")]);

        var run = (await Session.RunAsync("Get-XacntBackupAccount | Select-Object -First 1")).Succeeded();

        Assert.Single(run.Output);
        Assert.InRange(Simulator.Requests.Count(static request => request.Operation is "ListAccounts"), 1, 4);
        WaitUntil(() => Simulator.OpenRequests == 0);
    }

    [Fact]
    public async Task An_account_comes_while_the_next_page_is_waited_for_and_Ctrl_C_ends_the_wait()
    {
        Join([.. Enumerable.Range(1, 30).Select(static number => $"3000000{number:00000}")]);
        Simulator.AddFault(new FaultRule { Operation = "ListAccounts", Kind = FaultKind.Timeout, Nth = 2, Times = 0 });
        using var stop = new CancellationTokenSource();
        Session.Set("stop", stop);

        var run = await Session.RunUntilStoppedAsync("Get-XacntBackupAccount | ForEach-Object { $_; $stop.Cancel() }", stop.Token);

        Assert.True(run.WasStopped);
        Assert.NotEmpty(run.Output);
        WaitUntil(() => Simulator.OpenRequests == 0);
    }

    [Fact]
    public async Task Progress_is_shown_and_taken_away_and_verbose_tells_every_call_and_no_secret()
    {
        Join(Payroll);

        var run = (await Session.RunAsync("Get-XacntBackupAccount -Tag @{ ABS = '*' } -Verbose")).Succeeded();

        Assert.Contains(run.Progress, static record => record.ToString()!.Contains("2 accounts read, 1 of them wanted", StringComparison.Ordinal));
        Assert.Equal(Simulator.Requests.Count, run.Verbose.Count(static line => line.StartsWith("organizations List", StringComparison.Ordinal)));
        Assert.DoesNotContain(ModuleSession.SecretKey, run.EverythingSaid, StringComparison.Ordinal);
    }

    /// <summary>Puts accounts into Workloads/Finance.</summary>
    private void Join(params IReadOnlyList<string> accountIds)
    {
        var organization = Simulator.Organizations;
        var finance = organization.AddOrganizationalUnit("Finance", organization.AddOrganizationalUnit("Workloads"));
        foreach (var accountId in accountIds)
        {
            organization.AddAccount(accountId, $"payroll-{accountId}", finance, Tags);
        }
    }
}
