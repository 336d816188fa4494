using AwsBackupPlan.Module.Tests.Harness;
using AwsBackupPlan.Simulator.Backup;

namespace AwsBackupPlan.Module.Tests.Monitoring;

public sealed class GetProtectedResourceTests : CmdletTest
{
    [Fact]
    public async Task Which_database_of_which_account_has_no_good_copy_and_why_is_one_line()
    {
        (await Session.RunAsync($"'{Payroll}', '{OtherPayroll}' | New-XacntBackupPlan -AbsName payroll -ResourceType RDS")).Succeeded();
        foreach (var account in new[] { Payroll, OtherPayroll })
        {
            foreach (var number in new[] { 1, 2 })
            {
                Add(account, "us-east-1", number, TimeSpan.FromHours(3));
                Add(account, "us-east-2", number, number == 2 && account is OtherPayroll ? TimeSpan.FromDays(4) : TimeSpan.FromHours(2));
            }
        }

        var run = (await Session.RunAsync($"'{Payroll}', '{OtherPayroll}' | Get-XacntProtectedResource -Unprotected -ResourceArn *-db-* | Out-Default", [])).Succeeded();

        var lines = run.HostText.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        Assert.Matches("^AccountId +Region +ResourceName +Status +Backup +Copy +Reason$", lines[0]);
        Assert.Matches($"^{OtherPayroll} us-east-1 +payroll-db-2 +CopyLate +3 h +4 d The newest copy in us-east-2 is 4 d old;", lines[2]);
        Assert.DoesNotContain(lines, static line => line.StartsWith(Payroll, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_database_comes_out_with_all_that_is_known_of_it()
    {
        (await Session.RunAsync($"New-XacntBackupPlan {Payroll} payroll")).Succeeded();
        Add(Payroll, "us-east-1", 1, TimeSpan.FromHours(3));

        var run = (await Session.RunAsync($"$found = Get-XacntProtectedResource {Payroll}; $found | Format-List | Out-Default; $found | Get-XacntRecoveryPoint -Latest -WarningAction SilentlyContinue | Format-List | Out-Default; $found")).Succeeded();

        Assert.Equal(3, run.Values("Status").Count);
        Assert.Contains("RecoveryPointObjective : 24 h", run.HostText, StringComparison.Ordinal);
        Assert.Contains("NextRun", run.HostText, StringComparison.Ordinal);
        Assert.Contains("20 GiB", run.HostText, StringComparison.Ordinal);
        Assert.Equal("1 account: 1 read", string.Join('\n', run.Information).Split(" in ")[0]);
    }

    [Fact]
    public async Task Accounts_without_any_database_are_named_since_nothing_would_read_as_nothing_to_worry_about()
    {
        var run = (await Session.RunAsync($"'{Payroll}', '200000000098', '200000000099' | Get-XacntProtectedResource -Status Protected -ThrottleLimit 1")).Succeeded();

        const string Text = "There is no RDS instance and no Aurora cluster in us-east-1, so that none is told of. Where some are meant to be, check the account and -Region.";
        Assert.Equal([$"200000000098 * (us-east-1): {Text}", $"Also 200000000099 * (us-east-1): {Text}"], run.Warnings);
        Assert.Contains("is of a backup set that 'x*' fits", Assert.Single((await Session.RunAsync($"Get-XacntProtectedResource {Payroll} 'x*'")).Succeeded().Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_ways_to_name_statuses_are_refused_before_any_call()
    {
        var run = await Session.RunAsync($"Get-XacntProtectedResource {Payroll} -Unprotected -Status Late");

        Assert.Contains("Unprotected", Assert.Single(run.Errors).ToString(), StringComparison.Ordinal);
        Assert.Empty(Simulator.Requests);
    }

    [Fact]
    public async Task A_database_that_has_lost_its_tag_is_told_to_who_asks_for_its_set()
    {
        (await Session.RunAsync($"'{Payroll}', '{OtherPayroll}' | New-XacntBackupPlan -AbsName payroll")).Succeeded();
        Simulator.Rds.AddInstance(Payroll, "us-east-1", "lost");
        Simulator.Rds.AddInstance(Payroll, "us-east-1", "shout", new Dictionary<string, string>(StringComparer.Ordinal) { ["ABS"] = "PAYROLL" });
        Simulator.Rds.AddInstance(Payroll, "us-east-1", "theirs", new Dictionary<string, string>(StringComparer.Ordinal) { ["ABS"] = "ledger" });

        var run = (await Session.RunAsync($"'{Payroll}', '{OtherPayroll}' | ForEach-Object {{ [pscustomobject]@{{ AccountId = $_; AbsName = 'payroll' }} }} | Get-XacntProtectedResource -Unprotected")).Succeeded();

        Assert.Equal(
            $"{Payroll} payroll (us-east-1): 2 databases in us-east-1 belong to no backup set, and no plan takes them: lost, shout. Get-XacntProtectedResource -AbsName '*' shows them.",
            Assert.Single(run.Warnings));
        Assert.Empty((await Session.RunAsync($"Get-XacntProtectedResource {Payroll} * -Unprotected; Get-XacntProtectedResource {Payroll} payroll -Status Protected")).Succeeded().Warnings);
    }

    [Theory]
    [InlineData("backup-demo-bd-1", "Nothing that was read fits -ResourceArn 'backup-demo-bd-1'.")]
    [InlineData("payroll-db-*, nosuch*", null)]
    [InlineData("PAYROLL-DB-1", null)]
    public async Task A_name_that_no_database_has_is_one_warning_and_one_that_is_well_is_none(string names, string? warning)
    {
        (await Session.RunAsync($"'{Payroll}', '{OtherPayroll}' | New-XacntBackupPlan -AbsName payroll")).Succeeded();

        var run = (await Session.RunAsync($"'{Payroll}', '{OtherPayroll}' | Get-XacntProtectedResource -Status Late -ResourceArn {names}")).Succeeded();

        Assert.Empty(run.Output);
        Assert.Equal(warning is null ? 0 : 1, run.Warnings.Count);
        Assert.All(run.Warnings, said => Assert.StartsWith(warning!, said, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_Region_that_is_named_and_empty_is_a_warning()
    {
        var run = (await Session.RunAsync($"'{Payroll}', '{OtherPayroll}' | Get-XacntProtectedResource -Region eu-west-1")).Succeeded();

        Assert.StartsWith("Nothing that was read fits -Region 'eu-west-1'.", Assert.Single(run.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_copy_Region_that_no_plan_copies_to_has_no_copy()
    {
        (await Session.RunAsync($"New-XacntBackupPlan {Payroll} payroll -ResourceType RDS")).Succeeded();
        Add(Payroll, "us-east-1", 1, TimeSpan.FromHours(3));
        Add(Payroll, "us-east-2", 1, TimeSpan.FromHours(2));

        var run = (await Session.RunAsync($"Get-XacntProtectedResource {Payroll} payroll -ResourceArn payroll-db-1 -CopyRegion us-east-2, eu-central-1")).Succeeded();

        Assert.Equal("NoCopy", Assert.Single(run.Values("Status"))!.ToString());
        Assert.Contains("copies it to eu-central-1", Assert.IsType<string>(Assert.Single(run.Values("Reason"))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tags_and_lists_are_text_in_a_file_and_stay_what_they_are()
    {
        (await Session.RunAsync($"New-XacntBackupPlan {Payroll} payroll")).Succeeded();

        var run = (await Session.RunAsync($"$d = Get-XacntProtectedResource {Payroll} | Where-Object Members | Select-Object -First 1; $d.Tags.ToString(); $d.Members.ToString(); $d.CopyRegions.ToString(); $d.Tags['ABS']; $d.Members.Count; $d.Members[0]; $d.Tags.Count; $d | ConvertTo-Csv | Select-Object -Last 1")).Succeeded();

        Assert.Matches("^ABS=payroll", run.Output[0].ToString());
        Assert.Equal($"{run.Output[5]}; ", run.Output[1].ToString()[..(run.Output[5].ToString().Length + 2)]);
        Assert.DoesNotContain("System.", run.Output[2].ToString(), StringComparison.Ordinal);
        Assert.Equal(("payroll", 2), (run.Output[3].ToString(), run.Output[4].BaseObject));
    }

    private void Add(string account, string region, int number, TimeSpan age) => Simulator.Backup.AddRecoveryPoint(account, region, new SeededRecoveryPoint
    {
        VaultName = "payroll-Vault",
        ResourceArn = $"arn:aws:rds:us-east-1:{account}:db:payroll-db-{number}",
        CreationDate = Simulator.World.Now - age,
    });
}
