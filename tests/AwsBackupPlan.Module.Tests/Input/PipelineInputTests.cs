using AwsBackupPlan.Module.Tests.Harness;
using AwsBackupPlan.Simulator.Onboarding;

namespace AwsBackupPlan.Module.Tests.Input;

/// <summary>Accounts come in many shapes, and are the same work in each.</summary>
public sealed class PipelineInputTests : CmdletTest
{
    [Theory]
    [InlineData("[pscustomobject]@{ AccountId = '200000000001'; AbsName = 'payroll' }")]
    [InlineData("[pscustomobject]@{ Id = '200000000001'; Abs = 'payroll'; Email = 'someone@example.com' }")]
    [InlineData("[pscustomobject]@{ Account = '200000000001'; ABSName = 'payroll' }")]
    [InlineData("[pscustomobject]@{ TargetAccountId = 200000000001; absname = ' payroll ' }")]
    [InlineData("""'{ "ABSName": "payroll", "AccountId": "200000000001" }' | ConvertFrom-Json""")]
    [InlineData("""'[{ "ABSName": "payroll", "AccountId": "200000000001" }]' | ConvertFrom-Json | ForEach-Object { $_ }""")]
    [InlineData("'AccountId,AbsName,Region,CopyRegion,RoleName,ExternalId', '200000000001,payroll,,,,' | ConvertFrom-Csv")]
    [InlineData("@{ AccountId = '200000000001'; AbsName = 'payroll' }")]
    [InlineData("@{ id = '200000000001'; abs = 'payroll'; CopyRegion = 'us-east-2' }")]
    [InlineData("[ordered]@{ AccountId = '200000000001'; AbsName = 'payroll'; Region = 'us-east-1' }")]
    [InlineData("[AwsBackupPlan.BackupAccount]@{ AccountId = '200000000001'; AbsName = 'payroll' }")]
    public async Task An_account_is_read_from(string input)
    {
        var run = (await Session.RunAsync(input + " | Compare-XacntBackupPlan")).Succeeded();

        Assert.Equal("200000000001 payroll us-east-1 us-east-2 NotDeployed", Described(run));
    }

    [Theory]
    [InlineData("Compare-XacntBackupPlan -AccountId 200000000001 -AbsName payroll")]
    [InlineData("Compare-XacntBackupPlan '200000000001' payroll")]
    [InlineData("Compare-XacntBackupPlan -InputObject @{ AccountId = '200000000001' } -AbsName payroll")]
    [InlineData("Compare-XacntBackupPlan -InputObject ([pscustomobject]@{ AccountId = '200000000001'; AbsName = 'payroll' })")]
    [InlineData("'200000000001' | Compare-XacntBackupPlan -AbsName payroll")]
    [InlineData("[pscustomobject]@{ Id = '200000000001'; Team = 'Payroll' } | Compare-XacntBackupPlan -AbsName { $_.Team.ToLowerInvariant() }")]
    public async Task An_account_is_taken_from_the_command_line(string command)
    {
        var run = (await Session.RunAsync(command)).Succeeded();

        Assert.Equal("200000000001 payroll us-east-1 us-east-2 NotDeployed", Described(run));
    }

    [Fact]
    public async Task Several_accounts_come_as_an_array_of_ids_or_of_objects()
    {
        var run = (await Session.RunAsync("""
            Compare-XacntBackupPlan -AccountId 200000000001, 200000000002 -AbsName payroll
            Compare-XacntBackupPlan -InputObject @{ AccountId = '200000000001' }, @{ AccountId = '200000000002' } -AbsName payroll
            """)).Succeeded();

        Assert.Equal([Payroll, OtherPayroll, Payroll, OtherPayroll], [.. run.Values("AccountId").Cast<string>().Chunk(2).SelectMany(static pair => pair.Order(StringComparer.Ordinal))]);
    }

    [Fact]
    public async Task A_cell_of_a_CSV_holds_several_copy_Regions()
    {
        Simulator.Onboard("200000000003", "orders", new OnboardingOptions { CopyRegions = ["us-east-2", "us-west-2"] });

        var run = (await Session.RunAsync("'AccountId,AbsName,CopyRegion', '200000000003,orders,us-east-2;us-west-2' | ConvertFrom-Csv | Compare-XacntBackupPlan")).Succeeded();

        Assert.Equal("200000000003 orders us-east-1 us-east-2,us-west-2 NotDeployed", Described(run));
    }

    [Theory]
    [InlineData("Compare-XacntBackupPlan -AccountId 200000000001 -AbsName payroll -CopyRegion @() -NoCopy -PlanDocument @{ BackupPlanName = 'x'; Rules = @(@{ RuleName = 'Daily' }) }")]
    [InlineData("@{ AccountId = '200000000001'; AbsName = 'payroll'; CopyRegion = @() } | Compare-XacntBackupPlan -NoCopy -PlanDocument @{ BackupPlanName = 'x'; Rules = @(@{ RuleName = 'Daily' }) }")]
    public async Task An_empty_list_of_copy_Regions_means_none(string command)
    {
        var run = (await Session.RunAsync(command)).Succeeded();

        Assert.Equal("200000000001 payroll us-east-1  NotDeployed", Described(run));
        Assert.DoesNotContain(Simulator.Requests, static request => string.Equals(request.Region, "us-east-2", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("@{ AccountId = '200000000001'; AbsName = 'other' }")]
    [InlineData("[pscustomobject]@{ AccountId = '200000000001'; AbsName = 'other' }")]
    public async Task What_stands_on_the_command_line_comes_before_what_the_pipeline_says(string input)
    {
        var run = (await Session.RunAsync(input + " | Compare-XacntBackupPlan -AbsName payroll")).Succeeded();

        Assert.Equal("200000000001 payroll us-east-1 us-east-2 NotDeployed", Described(run));
    }

    [Fact]
    public async Task What_one_object_says_does_not_stay_for_the_next()
    {
        Simulator.Onboard("200000000003", "payroll", new OnboardingOptions { Region = "us-west-2" });

        var run = (await Session.RunAsync("""
            @(@{ AccountId = '200000000003'; AbsName = 'payroll'; Region = 'us-west-2' }, [pscustomobject]@{ Id = '200000000001'; Abs = 'payroll' }) |
                Compare-XacntBackupPlan -ThrottleLimit 1
            """)).Succeeded();

        Assert.Equal(["us-west-2", "us-east-1"], [.. run.Values("Region").Cast<string>()]);
    }

    [Fact]
    public async Task A_hashtable_with_a_key_that_nothing_reads_is_an_error_that_names_it()
    {
        var run = await Session.RunAsync("@{ AccountId = '200000000001'; AbsName = 'payroll'; CopyRegoin = 'us-west-2' } | New-XacntBackupPlan");

        var error = Assert.Single(run.Errors);
        Assert.StartsWith("InvalidInput,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("CopyRegoin", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("Known are AccountId, AbsName, Region, CopyRegion,", error.ToString(), StringComparison.Ordinal);
        Assert.Null(run.TerminatingError);
        Assert.Empty(Simulator.Requests);
    }

    [Theory]
    [InlineData("@{ AccountId = '2000'; AbsName = 'payroll' }", "AccountId")]
    [InlineData("@{ AccountId = '200000000001'; AbsName = 'a name' }", "AbsName")]
    [InlineData("@{ AccountId = '200000000001' }", "AbsName")]
    [InlineData("@{ AbsName = 'payroll' }", "AccountId")]
    [InlineData("[pscustomobject]@{ Name = 'payroll' }", "AccountId")]
    [InlineData("@{ AccountId = '200000000001'; AbsName = 'payroll'; Region = 'nowhere' }", "Region")]
    [InlineData("@{ AccountId = '200000000001'; AbsName = 'payroll'; CopyRegion = 'us-east-1' }", "CopyRegion")]
    [InlineData("@{ AccountId = '200000000001'; AbsName = 'payroll'; RoleName = 'not a role' }", "RoleName")]
    public async Task Bad_input_is_an_error_of_its_account_and_makes_no_call(string input, string parameter)
    {
        var run = await Session.RunAsync(input + " | New-XacntBackupPlan");

        var error = Assert.Single(run.Errors);
        Assert.Equal("InvalidArgument", error.CategoryInfo.Category.ToString());
        Assert.Contains(parameter, error.ToString(), StringComparison.Ordinal);
        Assert.Null(run.TerminatingError);
        Assert.Empty(Simulator.Requests);
    }

    [Fact]
    public async Task Bad_input_of_one_account_leaves_the_others_alone_and_is_a_result_of_its_own()
    {
        var run = await Session.RunAsync("@{ AccountId = '2000'; AbsName = 'payroll' }, @{ AccountId = '200000000001'; AbsName = 'payroll' } | New-XacntBackupPlan");

        Assert.Equal(["2000 Failed", "200000000001 Created"], [.. run.Output.Select(static result => $"{result.Properties["AccountId"].Value} {result.Properties["Status"].Value}")]);
        Assert.Equal("2000", Assert.Single(run.Errors).TargetObject.GetType().GetProperty("AccountId")?.GetValue(run.Errors[0].TargetObject));
    }

    [Fact]
    public async Task The_same_account_twice_is_worked_on_once_with_a_warning()
    {
        var run = (await Session.RunAsync("@{ AccountId = '200000000001'; AbsName = 'payroll' }, [pscustomobject]@{ Id = '200000000001'; Abs = 'payroll' } | New-XacntBackupPlan")).Succeeded();

        Assert.Single(run.Output);
        Assert.Single(run.Warnings, static warning => warning.Contains("more than once", StringComparison.Ordinal));
        Assert.Single(Simulator.Requests, static request => string.Equals(request.Operation, "CreateBackupPlan", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_same_account_with_other_settings_is_an_error_that_names_both()
    {
        var run = await Session.RunAsync("@{ AccountId = '200000000001'; AbsName = 'payroll' }, @{ AccountId = '200000000001'; AbsName = 'payroll'; CopyRegion = 'us-west-2' } | Compare-XacntBackupPlan");

        Assert.Single(run.Output);
        var error = Assert.Single(run.Errors);
        Assert.StartsWith("ConflictingInput,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("CopyRegion 'us-east-2' and 'us-west-2'", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_Get_writes_pipes_on_by_property_name()
    {
        await Session.RunAsync("New-XacntBackupPlan -AccountId 200000000001 -AbsName payroll");

        var run = (await Session.RunAsync("Get-XacntBackupPlan -AccountId 200000000001 | Compare-XacntBackupPlan")).Succeeded();

        Assert.Equal("200000000001 payroll us-east-1 us-east-2 InSync", Described(run));
    }

    [Theory]
    [InlineData("pay*", 1)]
    [InlineData("p[a-c]yroll", 1)]
    [InlineData("*", 1)]
    [InlineData("x*", 0)]
    public async Task Get_finds_by_wildcards(string pattern, int count)
    {
        await Session.RunAsync("New-XacntBackupPlan -AccountId 200000000001 -AbsName payroll");

        var run = (await Session.RunAsync($"Get-XacntBackupPlan -AccountId 200000000001 -AbsName '{pattern}'")).Succeeded();

        Assert.Equal(count, run.Output.Count);
    }

    [Fact]
    public async Task A_name_without_wildcards_that_Get_does_not_find_is_an_error()
    {
        var run = await Session.RunAsync("Get-XacntBackupPlan -AccountId 200000000001 -AbsName payroll");

        Assert.Empty(run.Output);
        Assert.Equal("ObjectNotFound", Assert.Single(run.Errors).CategoryInfo.Category.ToString());
    }

    private static string Described(ScriptRun run)
    {
        var result = Assert.Single(run.Output);
        var copies = (IEnumerable<string>)result.Properties["CopyRegion"].Value;
        return $"{result.Properties["AccountId"].Value} {result.Properties["AbsName"].Value} {result.Properties["Region"].Value} {string.Join(',', copies)} {result.Properties["Status"].Value}";
    }
}
