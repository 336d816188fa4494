using AwsBackupPlan.Module.Tests.Harness;
using AwsBackupPlan.Simulator.Backup;

namespace AwsBackupPlan.Module.Tests.Monitoring;

public sealed class GetRecoveryPointTests : CmdletTest
{
    [Fact]
    public async Task Points_are_written_as_they_are_read_and_an_early_stop_reads_no_more()
    {
        await SeedAsync(5_000);

        var run = (await Session.RunAsync($"Get-XacntRecoveryPoint {Payroll} -CopyRegion none | Select-Object -First 3")).Succeeded();

        Assert.Equal(3, run.Output.Count);
        Assert.InRange(Simulator.Requests.Count(static request => request.Operation is "ListRecoveryPointsByBackupVault"), 1, 2);
    }

    [Fact]
    public async Task All_points_of_both_Regions_come_out_and_one_line_counts_the_accounts()
    {
        await SeedAsync(1_500);

        var run = (await Session.RunAsync($"@(Get-XacntRecoveryPoint {Payroll}).Count; Get-XacntRecoveryPoint {Payroll} -Latest | Out-Default")).Succeeded();

        Assert.Equal(1_501, run.Output[0].BaseObject);
        Assert.Contains("1 account: 1 read", string.Join('\n', run.Information), StringComparison.Ordinal);
        var lines = run.HostText.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        Assert.Matches("^AccountId +Region +ResourceName +Status +Age +Size +Expires$", lines[0]);
        Assert.Equal(2, lines.Count(static line => line.Contains("COMPLETED", StringComparison.Ordinal) && line.Contains("20 GiB", StringComparison.Ordinal) && line.EndsWith("never", StringComparison.Ordinal)));
    }

    private async Task SeedAsync(int count)
    {
        (await Session.RunAsync($"New-XacntBackupPlan {Payroll} payroll")).Succeeded();
        Simulator.Backup.AddRecoveryPoints(Payroll, "us-east-1", Enumerable.Repeat(Point, count));
        Simulator.Backup.AddRecoveryPoint(Payroll, "us-east-2", Point);
        Simulator.ClearRequests();
    }

    private static SeededRecoveryPoint Point => new() { VaultName = "payroll-Vault", ResourceArn = $"arn:aws:rds:us-east-1:{Payroll}:db:payroll-db-1" };
}
