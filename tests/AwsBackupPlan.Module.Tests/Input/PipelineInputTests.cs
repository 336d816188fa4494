using System.Management.Automation;
using AwsBackupPlan.Module.Tests.Harness;
using AwsBackupPlan.Simulator.Onboarding;
using AwsBackupPlan.Simulator.Sts;

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
    [InlineData("'AccountId,AbsName,CopyRegion', '200000000001,payroll,none' | ConvertFrom-Csv | Compare-XacntBackupPlan -NoCopy -PlanDocument @{ BackupPlanName = 'x'; Rules = @(@{ RuleName = 'Daily' }) }")]
    [InlineData("Compare-XacntBackupPlan -AccountId 200000000001 -AbsName payroll -CopyRegion @() -NoCopy -PlanDocument @{ BackupPlanName = 'x'; Rules = @(@{ RuleName = 'Daily' }) }")]
    [InlineData("@{ AccountId = '200000000001'; AbsName = 'payroll'; CopyRegion = @() } | Compare-XacntBackupPlan -NoCopy -PlanDocument @{ BackupPlanName = 'x'; Rules = @(@{ RuleName = 'Daily' }) }")]
    public async Task An_empty_list_of_copy_Regions_means_none(string command)
    {
        var run = (await Session.RunAsync(command)).Succeeded();

        Assert.Equal("200000000001 payroll us-east-1  NotDeployed", Described(run));
        Assert.DoesNotContain(Simulator.Requests, static request => string.Equals(request.Region, "us-east-2", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("New-XacntBackupPlan -AccountId 200000000001 -AbsName payroll -CopyRegion $neverSet")]
    [InlineData("'AccountId,AbsName,CopyRegion', '200000000001,payroll,us-east-2' | ConvertFrom-Csv | New-XacntBackupPlan -CopyRegion ''")]
    [InlineData("$splat = @{ CopyRegion = $neverSet; AccountId = '200000000001' }; Remove-XacntBackupResource @splat -AbsName payroll -Force")]
    public async Task An_empty_variable_for_the_copy_Regions_is_an_error_before_any_call(string command)
    {
        var run = await Session.RunAsync(command);

        Assert.Contains("CopyRegion: It is empty.", Assert.Single(run.Errors).Exception.Message, StringComparison.Ordinal);
        Assert.Empty(Simulator.Requests);
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

    private const string FirstAccount = "@{ AccountId = '200000000011'; AbsName = 'first'; Region = 'us-west-2'; CopyRegion = 'us-west-1'; RoleName = 'First_Role'; ExternalId = 'first-id' }";

    public static TheoryData<string, string> Orders()
    {
        string[] cmdlets = ["New-XacntBackupPlan", "Get-XacntBackupPlan", "Compare-XacntBackupPlan", "Remove-XacntBackupResource -Force"];
        string[] orders =
        [
            $"[pscustomobject]{FirstAccount}, @{{ AccountId = '200000000012'; AbsName = 'second' }}",
            $"[pscustomobject]{FirstAccount}, @{{ AccountId = '200000000012'; AbsName = 'second'; CopyRegion = @() }}",
            $"[pscustomobject]{FirstAccount}, [pscustomobject]@{{ Id = '200000000012'; Abs = 'second'; CopyRegion = $null }}",
            $"{FirstAccount}, [pscustomobject]@{{ AccountId = '200000000012'; AbsName = 'second' }}",
            $"@{{ AccountId = '200000000012'; AbsName = 'second' }}, [pscustomobject]{FirstAccount}",
            $"[pscustomobject]@{{ AccountId = '200000000012'; AbsName = 'second' }}, {FirstAccount}",
        ];
        return new TheoryData<string, string>(cmdlets.SelectMany(cmdlet => orders.Select(order => (order, cmdlet))));
    }

    /// <remarks>PowerShell keeps the names of what it bound for an earlier record. In the wrong Region the backups of somebody else would go.</remarks>
    [Theory]
    [MemberData(nameof(Orders))]
    public async Task What_one_record_says_of_its_account_holds_for_no_other_in_either_order(string input, string cmdlet)
    {
        foreach (var (account, role, externalId) in new[] { ("200000000011", "First_Role", "first-id"), ("200000000012", "Xacnt_Backup_Role", null) })
        {
            Simulator.Sts.SetRole(account, role, new SimulatedRole { ExternalId = externalId });
        }

        var run = await Session.RunAsync($"{input} | {cmdlet}");

        // Whether there is anything to work on does not matter here: both roles were assumed, and each account saw its own Regions only.
        Assert.DoesNotContain(run.Errors, static error => error.CategoryInfo.Category is ErrorCategory.InvalidArgument or ErrorCategory.PermissionDenied);
        var calls = Simulator.Requests.Where(static request => request.Service is not "sts").ToLookup(static request => request.AccountId, static request => request.Region, StringComparer.Ordinal);
        var secondHasCopies = !cmdlet.StartsWith("Get", StringComparison.Ordinal) && !input.Contains("@()", StringComparison.Ordinal);
        Assert.NotEmpty(calls["200000000011"]);
        Assert.NotEmpty(calls["200000000012"]);
        Assert.Subset(new HashSet<string>(StringComparer.Ordinal) { "us-west-2", "us-west-1" }, calls["200000000011"].ToHashSet(StringComparer.Ordinal));
        Assert.Subset(secondHasCopies ? new HashSet<string>(StringComparer.Ordinal) { "us-east-1", "us-east-2" } : new HashSet<string>(StringComparer.Ordinal) { "us-east-1" }, calls["200000000012"].ToHashSet(StringComparer.Ordinal));
        foreach (var result in run.Output.Where(static result => result.Properties["AbsName"] is not null))
        {
            var isFirst = result.Properties["AccountId"].Value is "200000000011";
            Assert.Equal(isFirst ? "first" : "second", result.Properties["AbsName"].Value);
            Assert.Equal(isFirst ? "us-west-2" : "us-east-1", result.Properties["Region"].Value);
        }
    }

    [Theory]
    [InlineData("'200000000012'")]
    [InlineData("@{ AccountId = '200000000012' }")]
    [InlineData("[pscustomobject]@{ Id = '200000000012' }")]
    public async Task An_id_alone_after_an_object_is_an_account_of_its_own(string second)
    {
        var run = (await Session.RunAsync($"[pscustomobject]@{{ AccountId = '200000000011'; Region = 'us-west-2' }}, {second} | Get-XacntBackupPlan")).Succeeded();

        Assert.Empty(run.Output);
        Assert.Equal(
            ["200000000011 us-west-2", "200000000012 us-east-1"],
            [.. Simulator.Requests.Where(static request => request.Service is not "sts").Select(static request => $"{request.AccountId} {request.Region}").Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);
    }

    [Theory]
    [InlineData("[pscustomobject]@{ AccountId = '200000000001'; Region = 'us-west-2' }, @{ AccountId = '200000000002'; Region = 'us-west-1' }")]
    [InlineData("@{ AccountId = '200000000002'; Region = 'us-west-1' }, [pscustomobject]@{ AccountId = '200000000001'; Region = 'us-west-2' }")]
    public async Task What_stands_on_the_command_line_holds_for_every_record(string input)
    {
        (await Session.RunAsync(input + " | Get-XacntBackupPlan -Region eu-west-1")).Succeeded();

        Assert.Equal(["eu-west-1"], [.. Simulator.Requests.Where(static request => request.Service is not "sts").Select(static request => request.Region).Distinct(StringComparer.Ordinal)]);
        Assert.Equal([Payroll, OtherPayroll], [.. Simulator.Requests.Where(static request => request.Service is not "sts").Select(static request => request.AccountId).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);
    }

    [Theory]
    [InlineData("us-east-2")]
    [InlineData("cn-north-1")]
    public async Task Get_needs_no_copy_Region(string region)
    {
        Simulator.Onboard("200000000003", "orders", new OnboardingOptions { Region = region, CopyRegions = [] });

        var run = (await Session.RunAsync($"Get-XacntBackupPlan 200000000003 -Region {region}")).Succeeded();

        Assert.Empty(run.Output);
        Assert.Contains(Simulator.Requests, request => request.Operation is "ListBackupPlans" && string.Equals(request.Region, region, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("New-XacntBackupPlan", "us-east-2")]
    [InlineData("Compare-XacntBackupPlan", "cn-north-1")]
    public async Task Where_the_default_copy_Region_does_not_suit_the_error_says_that_it_is_the_default(string cmdlet, string region)
    {
        var run = await Session.RunAsync($"{cmdlet} 200000000001 payroll -Region {region}");

        var error = Assert.Single(run.Errors);
        Assert.Equal(
            $"200000000001 payroll ({region}): CopyRegion: No copy Region was given, and the default, us-east-2, does not suit the primary Region {region}: a copy goes to another Region of the same partition. Name one with -CopyRegion, or give -CopyRegion @() for no copies.",
            error.ToString());
        Assert.StartsWith("Correct CopyRegion of this account", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Empty(Simulator.Requests);
    }

    [Theory]
    [InlineData("us-east-2", "us-east-1")]
    [InlineData("eu-west-1", "eu-central-1")]
    public async Task Remove_learns_the_copy_Regions_from_the_plan(string region, string copyRegion)
    {
        Simulator.Onboard("200000000003", "orders", new OnboardingOptions { CopyRegions = ["us-east-2", "eu-west-1", "eu-central-1"] });
        Session.Set("plan", SamplePlan.Document);

        var run = (await Session.RunAsync(
            $"New-XacntBackupPlan 200000000003 orders -Region {region} -CopyRegion {copyRegion} -PlanDocument $plan -WarningAction Ignore; Remove-XacntBackupResource 200000000003 orders -Region {region} -Force")).Succeeded();

        Assert.Equal("Removed", run.Output[^1].Properties["Status"].Value.ToString());
        Assert.Equal([region, copyRegion], Simulator.Requests.Where(static request => request.Operation is "DeleteBackupVault").Select(static request => request.Region).OrderByDescending(deleted => string.Equals(deleted, region, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_fault_of_the_primary_Region_is_told_alone()
    {
        var run = await Session.RunAsync("@{ AccountId = '200000000001'; AbsName = 'payroll'; Region = 'nowhere' } | New-XacntBackupPlan");

        var error = Assert.Single(run.Errors);
        Assert.StartsWith("200000000001 payroll (nowhere): Region: 'nowhere' is not a Region", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("CopyRegion", error.ToString(), StringComparison.Ordinal);
        Assert.StartsWith("Correct Region of this account", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_Region_that_AWS_cannot_have_is_an_error_before_any_call()
    {
        var rows = await Session.RunAsync("@{ AccountId = '200000000001'; AbsName = 'payroll'; Region = 'us-esat-1' } | New-XacntBackupPlan");
        var given = await Session.RunAsync("New-XacntBackupPlan 200000000001 payroll -CopyRegion us-wset-2");

        Assert.Contains("'us-esat-1' is not a Region that AWS is known to have. Did you mean 'us-east-1'?", Assert.Single(rows.Errors).ToString(), StringComparison.Ordinal);
        Assert.Contains("CopyRegion: 'us-wset-2' is not a Region that AWS is known to have. Did you mean 'us-west-2'?", Assert.Single(given.Errors).ToString(), StringComparison.Ordinal);
        Assert.Empty(Simulator.Requests);
    }

    [Fact]
    public async Task A_Region_that_may_be_new_is_told_once_and_not_where_the_partition_is_named()
    {
        const string Accounts = "'200000000001', '200000000002' | ForEach-Object { @{ AccountId = $_; AbsName = 'payroll'; CopyRegion = 'us-west-9' } } | Compare-XacntBackupPlan";

        var told = await Session.RunAsync(Accounts);
        var meant = await Session.RunAsync($"{Accounts} -Partition aws");

        Assert.StartsWith("'us-west-9' is not a Region that AWS was known to have when this module was made. Did you mean 'us-west-1'?", Assert.Single(told.Warnings), StringComparison.Ordinal);
        Assert.Empty(meant.Warnings);
        Assert.NotEmpty(told.Errors);
    }

    [Theory]
    [InlineData("'AccountId,AbsName', '200000000001,payroll', '200000000002,payroll'")]
    [InlineData("'AccountId;AbsName', '200000000001;payroll', '200000000002;payroll'")]
    public async Task The_lines_of_a_CSV_file_are_told_once_with_how_it_is_read(string lines)
    {
        var run = await Session.RunAsync($"{lines} | New-XacntBackupPlan");

        Assert.Equal(2, run.Errors.Count);
        Assert.Contains("as Get-Content reads a CSV file. Read that with Import-Csv", run.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.StartsWith("2 more inputs: ", run.Errors[1].ToString(), StringComparison.Ordinal);
        Assert.Empty(Simulator.Requests);
    }

    [Fact]
    public async Task An_external_id_is_in_no_error()
    {
        var run = await Session.RunAsync("@{ AccountId = '200000000001'; AbsName = 'payroll'; ExternalId = 'shown-to-nobody' }, @{ AccountId = '200000000001'; AbsName = 'payroll'; ExternalId = 'nor-this' } | Compare-XacntBackupPlan; $Error | ForEach-Object { $_.TargetObject } | Format-List | Out-Host");

        Assert.Single(run.Errors, static error => error.FullyQualifiedErrorId.StartsWith("ConflictingInput,", StringComparison.Ordinal) && error.ToString().Contains("different settings: ExternalId.", StringComparison.Ordinal));
        Assert.DoesNotContain("shown-to-nobody", run.EverythingSaid, StringComparison.Ordinal);
        Assert.DoesNotContain("nor-this", run.EverythingSaid, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_space_in_an_account_id_is_told_and_does_not_make_three_of_it()
    {
        var run = await Session.RunAsync("Get-XacntBackupPlan '2000 0000 0001'");

        Assert.Contains("Write it as 200000000001.", Assert.Single(run.Errors).ToString(), StringComparison.Ordinal);
        Assert.Empty(Simulator.Requests);
    }

    [Theory]
    [InlineData("[pscustomobject]@{ 'AccountId;AbsName' = '200000000001;payroll' }", "The input has AccountId;AbsName. Read a file whose columns are separated by semicolons with Import-Csv -Delimiter ';'.")]
    [InlineData("[pscustomobject]@{ Konto = '200000000001'; AbsName = 'payroll' }", "The input has Konto, AbsName.")]
    [InlineData("@{ AbsName = 'payroll' }", "The input has AbsName.")]
    public async Task Input_without_an_account_is_told_by_what_it_has(string input, string text)
    {
        var run = await Session.RunAsync(input + " | New-XacntBackupPlan");

        Assert.Contains("No AccountId was given. " + text, Assert.Single(run.Errors).ToString(), StringComparison.Ordinal);
        Assert.Empty(Simulator.Requests);
    }

    [Fact]
    public async Task A_number_in_the_pipeline_is_an_account_id()
        => Assert.Equal([Payroll, OtherPayroll], (await Session.RunAsync("200000000001, 200000000002 | Compare-XacntBackupPlan -AbsName payroll")).Succeeded().Values("AccountId").Select(static id => id?.ToString()).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("-AbsName payroll -RoleName arn:aws:iam::200000000001:role/Other", "RoleName: ")]
    [InlineData("-AbsName payroll -ExternalId x", "ExternalId: ")]
    [InlineData("-AbsName 'pay roll'", "AbsName: ")]
    [InlineData("-AbsName payroll -Region us-east-1 -CopyRegion us-east-1", "CopyRegion: ")]
    [InlineData("-AbsName payroll -Region nowhere", "Region: ")]
    public async Task What_is_wrong_on_the_command_line_is_told_once_and_not_by_every_account(string arguments, string names)
    {
        var run = await Session.RunAsync($"'200000000001', '200000000002' | New-XacntBackupPlan {arguments}");

        var error = Assert.Single(run.Errors);
        Assert.StartsWith("InvalidParameter,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.StartsWith(names, error.ToString(), StringComparison.Ordinal);
        Assert.Empty(run.Output);
        Assert.Empty(Simulator.Requests);
    }

    [Fact]
    public async Task A_Region_that_the_endpoint_does_not_have_is_an_error_of_its_account_alone_and_says_nothing_of_the_key()
    {
        var run = await Session.RunAsync("@{ AccountId = '200000000002'; AbsName = 'payroll'; Region = 'us-east-9' }, @{ AccountId = '200000000001'; AbsName = 'payroll' } | Compare-XacntBackupPlan -ThrottleLimit 1");

        Assert.Equal(["Failed", "NotDeployed"], [.. run.Values("Status").Select(static status => status!.ToString()!).Order(StringComparer.Ordinal)]);
        var error = Assert.Single(run.Errors);
        Assert.StartsWith("RegionNotKnown,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("scoped to a valid region", error.ToString(), StringComparison.Ordinal);
        Assert.StartsWith("Check the name of the Region", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Null(run.TerminatingError);
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
    [InlineData("CopyRegions", "us-west-2", "CopyRegion")]
    [InlineData("Copy Region", "us-west-2", "CopyRegion")]
    [InlineData("copy_region", "us-west-2", "CopyRegion")]
    [InlineData("Regoin", "us-west-2", "Region")]
    [InlineData("RoleNames", "Other", "RoleName")]
    [InlineData("ExternalID ", "x", "ExternalId")]
    public async Task A_column_that_nothing_reads_and_that_looks_like_one_that_is_read_is_told_once(string column, string cell, string meant)
    {
        var run = (await Session.RunAsync($"'AccountId,AbsName,\"{column}\"', '200000000001,payroll,{cell}', '200000000002,payroll,{cell}' | ConvertFrom-Csv | Compare-XacntBackupPlan")).Succeeded();

        Assert.Equal(2, run.Output.Count);
        Assert.Equal($"The input has '{column}', which nothing reads: did you mean {meant}? {meant} counts as not given, so that its default holds, where it has one.", Assert.Single(run.Warnings, IsOfName));
    }

    [Theory]
    [InlineData("[pscustomobject]@{ AccountId = '200000000001'; AbsName = 'payroll'; Name = 'Payroll'; Email = 'x'; Reason = 'x'; Version = 1; Amount = 1; Arn = 'x'; Owner = 'x'; Tags = 'x' } | Compare-XacntBackupPlan")]
    [InlineData("[pscustomobject]@{ AccountId = '200000000001'; AbsName = 'payroll'; Region = ''; Regions = 'x' } | Compare-XacntBackupPlan")]
    [InlineData("[pscustomobject]@{ AccountId = '200000000001'; AbsName = 'payroll'; CopyRegions = 'x' } | Compare-XacntBackupPlan -CopyRegion us-east-2")]
    [InlineData("[pscustomobject]@{ PSTypeName = 'AwsBackupPlan.Something'; AccountId = '200000000001'; AbsName = 'payroll'; CopyRegions = 'x' } | Compare-XacntBackupPlan")]
    [InlineData("[pscustomobject]@{ PSTypeName = 'Selected.AwsBackupPlan.Something'; AccountId = '200000000001'; AbsName = 'payroll'; CopyRegions = 'x' } | Compare-XacntBackupPlan")]
    [InlineData("[pscustomobject]@{ PSTypeName = 'Deserialized.AwsBackupPlan.Something'; AccountId = '200000000001'; AbsName = 'payroll'; CopyRegions = 'x' } | Compare-XacntBackupPlan")]
    public async Task Other_columns_are_the_users_own_and_not_told_of(string command)
        => Assert.DoesNotContain((await Session.RunAsync(command)).Succeeded().Warnings, IsOfName);

    [Theory]
    [InlineData("Start-XacntBackupJob")]
    [InlineData("Compare-XacntBackupPlan")]
    [InlineData("Get-BackupComplianceReport")]
    public async Task What_results_of_the_module_have_is_no_slip_when_they_come_out_of_a_file(string cmdlet)
    {
        // Without the other properties of an account, beside which nothing is taken for a slip of them.
        var run = await Session.RunAsync($$"""
            $account = [AwsBackupPlan.BackupAccount]
            $row = [ordered]@{ AccountId = '{{Payroll}}'; AbsName = 'payroll' }
            foreach ($type in $account.Assembly.GetExportedTypes()) {
                foreach ($property in $type.GetProperties()) {
                    if (-not $account.GetProperty($property.Name)) { $row[$property.Name] = $null }
                }
            }
            if (-not $row.Contains('RuleName')) { throw 'There is no RuleName.' }
            [pscustomobject]$row | {{cmdlet}}
            """);

        // An account has one Region where these are lists, which may well be meant.
        Assert.Equal(["'CopyRegions', which nothing reads: did you mean CopyRegion", "'Regions', which nothing reads: did you mean Region"], run.Warnings.Where(IsOfName).Select(static text => text[(text.IndexOf('\'', StringComparison.Ordinal))..text.LastIndexOf('?')]).Order(StringComparer.Ordinal));
        Assert.Null(run.TerminatingError);
    }

    private static bool IsOfName(string warning) => warning.Contains("nothing reads", StringComparison.Ordinal);

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

        Assert.Equal(["Failed", "NotDeployed"], [.. run.Values("Status").Select(static status => status!.ToString()!).Order(StringComparer.Ordinal)]);
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
