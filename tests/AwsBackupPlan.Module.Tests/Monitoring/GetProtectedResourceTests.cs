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
        Assert.Matches("^AccountId +ResourceName +Status +Backup +Copy +Reason$", lines[0]);
        Assert.Matches($"^{OtherPayroll} payroll-db-2 +CopyLate +3 h +4 d The newest copy in us-east-2 is 4 d old;", lines[2]);
        Assert.DoesNotContain(lines, static line => line.StartsWith(Payroll, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_database_comes_out_with_all_that_is_known_of_it()
    {
        (await Session.RunAsync($"New-XacntBackupPlan {Payroll} payroll")).Succeeded();
        Add(Payroll, "us-east-1", 1, TimeSpan.FromHours(3));

        var run = (await Session.RunAsync($"$found = Get-XacntProtectedResource {Payroll}; $found | Format-List | Out-Default; $found | Get-XacntRecoveryPoint -Latest -WarningAction SilentlyContinue | Out-Default; $found")).Succeeded();

        Assert.Equal(3, run.Values("Status").Count);
        Assert.Contains("RecoveryPointObjective : 24 h", run.HostText, StringComparison.Ordinal);
        Assert.Contains("NextRun", run.HostText, StringComparison.Ordinal);
        Assert.Contains("20 GiB", run.HostText, StringComparison.Ordinal);
        Assert.Equal("1 account: 1 read", string.Join('\n', run.Information).Split(" in ")[0]);
    }

    [Fact]
    public async Task Two_ways_to_name_statuses_are_refused_before_any_call()
    {
        var run = await Session.RunAsync($"Get-XacntProtectedResource {Payroll} -Unprotected -Status Late");

        Assert.Contains("Unprotected", Assert.Single(run.Errors).ToString(), StringComparison.Ordinal);
        Assert.Empty(Simulator.Requests);
    }

    private void Add(string account, string region, int number, TimeSpan age) => Simulator.Backup.AddRecoveryPoint(account, region, new SeededRecoveryPoint
    {
        VaultName = "payroll-Vault",
        ResourceArn = $"arn:aws:rds:us-east-1:{account}:db:payroll-db-{number}",
        CreationDate = Simulator.World.Now - age,
    });
}
