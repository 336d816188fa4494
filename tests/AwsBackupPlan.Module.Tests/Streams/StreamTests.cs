using System.Management.Automation;
using AwsBackupPlan.Module.Tests.Harness;
using AwsBackupPlan.Simulator.Faults;

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

    [Fact]
    public async Task No_secret_is_in_any_stream()
    {
        Simulator.AddFault(new FaultRule { Operation = "GetParameter", Kind = FaultKind.AccessDenied });

        var run = await Session.RunAsync(Everything);

        Assert.NotEmpty(run.Verbose);
        Assert.NotEmpty(run.Errors);
        Assert.DoesNotContain(ModuleSession.SecretKey, run.EverythingSaid, StringComparison.Ordinal);
        // Neither is anything of the sessions that STS issued.
        Assert.DoesNotContain("SessionToken", run.EverythingSaid, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("X-Amz-Signature", run.EverythingSaid, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Signature=", run.EverythingSaid, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Verbose_names_every_call_with_its_account_and_Region()
    {
        var run = (await Session.RunAsync("New-XacntBackupPlan 200000000001 payroll -Verbose")).Succeeded();

        Assert.All(
            Simulator.Requests,
            request => Assert.Contains(run.Verbose, line => line.Contains(request.Operation, StringComparison.Ordinal) && line.Contains(request.Region, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Without_Verbose_only_results_are_written()
    {
        var run = (await Session.RunAsync("New-XacntBackupPlan 200000000001 payroll")).Succeeded();

        Assert.Single(run.Output);
        Assert.Empty(run.Verbose);
        Assert.Empty(run.Information);
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
    public async Task Progress_has_a_bar_for_the_fleet_and_one_for_each_account_and_takes_them_away()
    {
        var run = (await Session.RunAsync("""
            @{ AccountId = '200000000001'; AbsName = 'payroll' }, @{ AccountId = '200000000002'; AbsName = 'payroll' } | New-XacntBackupPlan
            """)).Succeeded();

        var fleet = run.Progress.Where(static bar => bar.ParentActivityId == -1).ToList();
        Assert.All(fleet, static bar => Assert.Equal("New-XacntBackupPlan", bar.Activity));
        Assert.Equal((100, "2 of 2 accounts done, 0 at work"), (fleet[^2].PercentComplete, fleet[^2].Status));
        Assert.True(fleet[^1].IsCompleted);
        var accounts = run.Progress.Where(bar => bar.ParentActivityId == fleet[0].ActivityId).ToList();
        Assert.Equal(
            ["200000000001 payroll (us-east-1)", "200000000002 payroll (us-east-1)"],
            [.. accounts.Select(static bar => bar.Activity).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);
        Assert.Equal(
            accounts.Select(static bar => bar.ActivityId).Distinct().Count(),
            accounts.GroupBy(static bar => bar.ActivityId).Count(static bars => bars.Last().IsCompleted));
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

    [Fact]
    public async Task A_PSCredential_is_refused_in_words()
    {
        Session.Set("credential", new PSCredential("someone", new System.Security.SecureString()));

        var run = await Session.RunAsync("$PSDefaultParameterValues.Clear(); Get-XacntBackupPlan 200000000001 -Credential $credential");

        Assert.Contains("PSCredential", Assert.Single(run.Errors).ToString(), StringComparison.Ordinal);
        Assert.Empty(Simulator.Requests);
    }
}
