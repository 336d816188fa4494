using System.Management.Automation;
using AwsBackupPlan.Module.Tests.Harness;
using AwsBackupPlan.Simulator;
using AwsBackupPlan.Simulator.Faults;
using AwsBackupPlan.Simulator.Sts;

namespace AwsBackupPlan.Module.Tests.Streams;

/// <summary>What the cmdlets say, and what they never say.</summary>
public sealed class StreamTests : CmdletTest
{
    private const string Everything = """
        $VerbosePreference = $DebugPreference = $InformationPreference = 'Continue'
        $accounts = @{ AccountId = '200000000001'; AbsName = 'payroll' }, @{ AccountId = '200000000009'; AbsName = 'payroll'; RoleName = 'No_Such_Role' }, @{ AccountId = '12'; AbsName = 'payroll' }
        $accounts | New-XacntBackupPlan -WhatIf
        $accounts | New-XacntBackupPlan
        $accounts | Compare-XacntBackupPlan
        $accounts | Get-XacntBackupPlan
        $accounts | Remove-XacntBackupResource -Force
        """;

    [Theory]
    [InlineData("")]
    [InlineData("*-Xacnt*:SessionToken")]
    [InlineData("*-Xacnt*:Credential")]
    public async Task No_secret_is_in_any_stream(string given)
    {
        var own = given.Length == 0 ? null : await GiveSessionAsync(given);
        Simulator.AddFault(new FaultRule { Operation = "GetParameter", Kind = FaultKind.AccessDenied });

        var run = await Session.RunAsync(Everything);

        Assert.NotEmpty(run.Verbose);
        Assert.NotEmpty(run.Errors);
        Assert.DoesNotContain(ModuleSession.SecretKey, run.EverythingSaid, StringComparison.Ordinal);
        Assert.DoesNotContain("Signature=", run.EverythingSaid, StringComparison.OrdinalIgnoreCase);
        var issued = Simulator.Sts.IssuedSessions;
        Assert.Contains(issued, session => !string.Equals(session.AccessKeyId, own, StringComparison.Ordinal));
        Assert.All(issued, session =>
        {
            Assert.DoesNotContain(session.AccessKeyId, run.EverythingSaid, StringComparison.Ordinal);
            Assert.DoesNotContain(session.SecretAccessKey, run.EverythingSaid, StringComparison.Ordinal);
            Assert.DoesNotContain(session.SessionToken, run.EverythingSaid, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Verbose_names_every_call_with_its_account_and_Region()
    {
        var run = (await Session.RunAsync("New-XacntBackupPlan 200000000001 payroll -Verbose")).Succeeded();

        Assert.All(
            Simulator.Requests,
            request => Assert.Contains(run.Verbose, line => line.Contains(request.Operation, StringComparison.Ordinal) && line.Contains(request.Region, StringComparison.Ordinal) && line.Contains(Payroll, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Without_Verbose_only_results_are_written()
    {
        var run = (await Session.RunAsync("New-XacntBackupPlan 200000000001 payroll")).Succeeded();

        Assert.Single(run.Output);
        Assert.Empty(run.Verbose);
        // The closing line, which the host does not show unless it is asked to.
        Assert.Single(run.Information);
        Assert.DoesNotContain("1 account:", run.HostText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_error_has_an_id_a_category_the_account_and_the_remedy()
    {
        var run = await Session.RunAsync("New-XacntBackupPlan 200000000001 payroll -KeyAlias alias/missing");

        var error = Assert.Single(run.Errors);
        Assert.EndsWith(",AwsBackupPlan.Cmdlets.Plans.NewXacntBackupPlanCommand", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(ErrorCategory.ObjectNotFound, error.CategoryInfo.Category);
        Assert.Equal("AwsBackupPlan.BackupAccount", error.TargetObject.GetType().FullName);
        Assert.Equal("200000000001 payroll", error.TargetObject.ToString());
        Assert.NotEmpty(error.ErrorDetails.RecommendedAction);
        Assert.Contains("alias/missing", error.ToString(), StringComparison.Ordinal);
        // PowerShell shows it below the message.
        Assert.DoesNotContain(error.ErrorDetails.RecommendedAction, error.ToString(), StringComparison.Ordinal);
        Assert.Empty(Writes);
    }

    [Fact]
    public async Task A_warning_names_its_account()
    {
        var run = (await Session.RunAsync("Compare-XacntBackupPlan 200000000001 payroll")).Succeeded();

        Assert.StartsWith("200000000001 payroll (us-east-1): ", Assert.Single(run.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_warning_of_many_accounts_is_written_for_the_first_and_once_for_the_others()
    {
        Simulator.Onboard("200000000003", "payroll");

        var run = (await Session.RunAsync("'200000000001', '200000000002', '200000000003' | Compare-XacntBackupPlan -AbsName payroll")).Succeeded();

        Assert.Equal(2, run.Warnings.Count);
        var text = run.Warnings[0][(run.Warnings[0].IndexOf("): ", StringComparison.Ordinal) + 3)..];
        Assert.StartsWith("Also ", run.Warnings[1], StringComparison.Ordinal);
        Assert.EndsWith(text, run.Warnings[1], StringComparison.Ordinal);
        Assert.All(["200000000001", "200000000002", "200000000003"], account => Assert.Single(run.Warnings, warning => warning.Contains(account, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_bar_of_the_fleet_is_there_before_the_first_result()
    {
        var run = (await Session.RunAsync("'200000000001', '200000000002' | New-XacntBackupPlan -AbsName payroll")).Succeeded();

        Assert.Equal((-1, 0), (run.Progress[0].ParentActivityId, run.Progress[0].PercentComplete));
    }

    [Fact]
    public async Task Progress_has_a_bar_for_the_fleet_and_one_for_each_account_and_takes_them_away()
    {
        // Slow enough that there is something to see, on a busy machine too: bars are written a few times a second.
        await using var simulator = await SimulatorHost.StartAsync(new SimulatorOptions { LatencyMs = 600 }, TestContext.Current.CancellationToken);
        simulator.Onboard(Payroll, "payroll");
        using var session = ModuleSession.Open(simulator.Endpoint);

        var run = await session.RunAsync("""
            @{ AccountId = '200000000001'; AbsName = 'payroll' }, @{ AccountId = '200000000002'; AbsName = 'payroll' } | New-XacntBackupPlan
            """);

        var fleet = run.Progress.Where(static bar => bar.ParentActivityId == -1).ToList();
        Assert.All(fleet, static bar => Assert.Equal("New-XacntBackupPlan", bar.Activity));
        Assert.Equal("0 of 1 account done, 1 at work", fleet[0].Status);
        Assert.Contains(fleet, static bar => bar.Status is "0 of 2 accounts done, 2 at work");
        Assert.Equal((100, "2 of 2 accounts done, 1 failed, 0 at work"), (fleet[^2].PercentComplete, fleet[^2].Status));
        Assert.True(fleet[^1].IsCompleted);
        Assert.Equal(1, fleet.Count(static bar => bar.IsCompleted));
        var accounts = run.Progress.Where(bar => bar.ParentActivityId == fleet[0].ActivityId).ToList();
        Assert.Equal(
            ["200000000001 payroll (us-east-1)", "200000000002 payroll (us-east-1)"],
            [.. accounts.Select(static bar => bar.Activity).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);
        Assert.Contains(accounts, static bar => bar.Status is "Reading what is there");
        Assert.Equal(2, accounts.Select(static bar => bar.ActivityId).Distinct().Count());
        Assert.All(accounts.GroupBy(static bar => bar.ActivityId), static bars => Assert.Equal(1, bars.Count(static bar => bar.IsCompleted)));
        Assert.All(accounts.GroupBy(static bar => bar.ActivityId), static bars => Assert.True(bars.Last().IsCompleted));
    }

    [Fact]
    public async Task Progress_is_silent_when_the_session_wants_none()
    {
        var run = (await Session.RunAsync("$ProgressPreference = 'SilentlyContinue'; '200000000001', '200000000002' | New-XacntBackupPlan -AbsName payroll")).Succeeded();

        Assert.Empty(run.Progress);
    }

    [Fact]
    public async Task However_many_accounts_are_done_in_a_moment_the_bars_are_few()
    {
        var run = await Session.RunAsync("1..300 | ForEach-Object { [pscustomobject]@{ AccountId = 'bad'; AbsName = 'set' } } | New-XacntBackupPlan");

        Assert.Equal(300, run.Output.Count);
        Assert.InRange(run.Progress.Count, 1, 100);
    }

    [Fact]
    public async Task The_session_variable_of_AWS_Tools_is_read_and_left_alone()
    {
        var run = await Session.RunAsync("""
            $PSDefaultParameterValues.Remove('*-Xacnt*:AccessKey'); $PSDefaultParameterValues.Remove('*-Xacnt*:SecretKey')
            $StoredAWSCredentials = 'a-profile-that-does-not-exist'
            Get-XacntBackupPlan 200000000001
            $StoredAWSCredentials
            """);

        Assert.Contains("a-profile-that-does-not-exist", Assert.Single(run.Errors).ToString(), StringComparison.Ordinal);
        Assert.Equal(["a-profile-that-does-not-exist"], run.OutputOf<string>());
        Assert.Empty(Simulator.Requests);
    }

    [Theory]
    [InlineData("-ProfileName no-such-profile", "ProfileNotFound", "no-such-profile")]
    [InlineData("-Credential ([pscustomobject]@{ Key = 'x' })", "CredentialNotUsable", "holds no AWS credentials")]
    public async Task A_fault_of_the_caller_ends_the_command_with_one_error_however_many_accounts_there_are(string parameters, string errorId, string text)
    {
        var run = await Session.RunAsync($$"""
            $PSDefaultParameterValues.Remove('*-Xacnt*:AccessKey'); $PSDefaultParameterValues.Remove('*-Xacnt*:SecretKey')
            1..300 | ForEach-Object { [pscustomobject]@{ AccountId = '{0:d12}' -f $_; AbsName = 'payroll' } } | Compare-XacntBackupPlan {{parameters}}
            """);

        var error = Assert.Single(run.Errors);
        Assert.StartsWith(errorId + ",", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(text, error.ToString(), StringComparison.Ordinal);
        Assert.Contains("This holds for every account", error.ToString(), StringComparison.Ordinal);
        Assert.True(run.Output.Count <= 1, $"{run.Output.Count} results");
        Assert.Empty(Simulator.Requests);
    }

    [Fact]
    public async Task A_login_that_ends_while_roles_are_assumed_ends_the_command_with_one_error()
    {
        Simulator.AddFault(new FaultRule { Service = "sts", Kind = FaultKind.ExpiredToken, Times = 0 });

        var run = await Session.RunAsync("1..50 | ForEach-Object { @{ AccountId = '{0:d12}' -f $_; AbsName = 'payroll' } } | Compare-XacntBackupPlan");

        Assert.StartsWith("SessionExpired,", Assert.Single(run.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.True(run.Output.Count <= 1, $"{run.Output.Count} results");
    }

    [Fact]
    public async Task A_PSCredential_is_refused_in_words()
    {
        Session.Set("credential", new PSCredential("someone", new System.Security.SecureString()));

        var run = await Session.RunAsync("$PSDefaultParameterValues.Clear(); Get-XacntBackupPlan 200000000001 -Credential $credential");

        Assert.Contains("PSCredential", Assert.Single(run.Errors).ToString(), StringComparison.Ordinal);
        Assert.Empty(Simulator.Requests);
    }

    /// <summary>Lets the commands use a session of a role instead of a long-term key; says its key.</summary>
    private async Task<string> GiveSessionAsync(string parameter)
    {
        (await Session.RunAsync("Get-XacntBackupPlan 200000000001")).Succeeded();
        var session = Assert.Single(Simulator.Sts.IssuedSessions);
        Simulator.Sts.SetRole(Payroll, "Xacnt_Backup_Role", new SimulatedRole { TrustedAccounts = [Payroll] });
        Session.Set("session", session);
        Session.Set("parameter", parameter);
        (await Session.RunAsync("""
            if ($parameter -like '*Credential') {
                $PSDefaultParameterValues.Remove('*-Xacnt*:AccessKey'); $PSDefaultParameterValues.Remove('*-Xacnt*:SecretKey')
                $PSDefaultParameterValues[$parameter] = $session
            }
            else {
                $PSDefaultParameterValues['*-Xacnt*:AccessKey'] = $session.AccessKeyId
                $PSDefaultParameterValues['*-Xacnt*:SecretKey'] = $session.SecretAccessKey
                $PSDefaultParameterValues[$parameter] = $session.SessionToken
            }
            """)).Succeeded();
        return session.AccessKeyId;
    }
}
