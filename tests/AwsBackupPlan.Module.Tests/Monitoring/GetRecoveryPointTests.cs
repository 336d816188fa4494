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
        Assert.Matches("^AccountId +Region +Resource +Status +Created +Expires +Vault, id$", lines[0]);
        Assert.Equal(2, lines.Count(static line => line.Contains("COMPLETED", StringComparison.Ordinal) && line.Contains(" never ", StringComparison.Ordinal) && line.Contains(" payroll-Vault ", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("Get-XacntProtectedResource {0} -ResourceArn payroll-db-1 | Get-XacntRecoveryPoint -Latest -CopyRegion none")]
    [InlineData("Get-XacntRecoveryPoint -InputObject (Get-XacntProtectedResource {0} -ResourceArn payroll-db-1) -Latest -CopyRegion none")]
    [InlineData("[pscustomobject]@{{ AccountId = '{0}'; ResourceArn = 'payroll-db-1' }} | Get-XacntRecoveryPoint -Latest -CopyRegion none")]
    public async Task Of_a_database_that_is_piped_in_only_its_own_come_out(string script)
    {
        await SeedTwoAsync();

        var run = (await Session.RunAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, script, Payroll))).Succeeded();

        Assert.Equal("payroll-db-1", Assert.Single(run.Values("ResourceName")));
    }

    [Fact]
    public async Task Databases_of_one_account_are_one_piece_of_work_and_an_account_without_any_is_all_of_it()
    {
        await SeedTwoAsync();
        (await Session.RunAsync($"$databases = Get-XacntProtectedResource {Payroll} -ResourceArn payroll-db-*")).Succeeded();
        Simulator.ClearRequests();

        var run = (await Session.RunAsync("$databases | Get-XacntRecoveryPoint -CopyRegion none")).Succeeded();

        Assert.Equal(["payroll-db-1", "payroll-db-2"], run.Values("ResourceName").Cast<string>().Order(StringComparer.Ordinal));
        Assert.Equal(1, Simulator.Requests.Count(static request => request.Operation is "AssumeRole"));
        Assert.Equal(2, (await Session.RunAsync($"& {{ $databases[0]; [pscustomobject]@{{ AccountId = '{Payroll}'; AbsName = 'payroll' }}; $databases[1] }} | Get-XacntRecoveryPoint -CopyRegion none")).Succeeded().Output.Count);
    }

    [Theory]
    [InlineData("[pscustomobject]@{ AccountId = '200000000001'; ResourceArn = '' } | Get-XacntRecoveryPoint")]
    [InlineData("[pscustomobject]@{ AccountId = '200000000001'; ResourceArn = $null } | Get-XacntRecoveryPoint")]
    [InlineData("Get-XacntRecoveryPoint 200000000001 -ResourceArn $undefined")]
    [InlineData("Get-XacntRecoveryPoint 200000000001 -Since $undefined")]
    [InlineData("Get-XacntRecoveryPoint 200000000001 -Until $undefined")]
    [InlineData("Get-XacntRecoveryPoint 200000000001 -AbsName $undefined")]
    [InlineData("Get-XacntRecoveryPoint 200000000001 -BackupVaultName $undefined")]
    [InlineData("Get-XacntRecoveryPoint 200000000001 -Status $undefined")]
    public async Task What_is_empty_is_an_error_before_any_call_and_never_means_all(string script)
    {
        var run = await Session.RunAsync(script);

        Assert.Contains("empty", Assert.Single(run.Errors).ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.Empty(Simulator.Requests);
    }

    [Fact]
    public async Task The_module_s_own_dates_go_into_its_parameters()
    {
        await SeedTwoAsync();

        var run = (await Session.RunAsync($"$point = Get-XacntRecoveryPoint {Payroll} -CopyRegion none -ResourceArn payroll-db-1; Get-XacntRecoveryPoint {Payroll} -CopyRegion none -Since $point.CreationDate.AddHours(-1) -Until $point.CreationDate.AddHours(1)")).Succeeded();

        Assert.Equal("payroll-db-1", Assert.Single(run.Values("ResourceName")));
    }

    [Fact]
    public async Task A_vault_whose_name_differs_in_case_is_named()
    {
        await SeedTwoAsync();

        var run = (await Session.RunAsync($"Get-XacntRecoveryPoint {Payroll} -BackupVaultName payroll-vault, payroll-Vault, nosuch, no*")).Succeeded();

        Assert.StartsWith(
            "Nothing that was read fits -BackupVaultName 'payroll-vault' (there is 'payroll-Vault': names of vaults are compared with case) or -BackupVaultName 'nosuch'.",
            Assert.Single(run.Warnings),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_time_in_the_future_of_which_there_is_nothing_is_an_error()
    {
        await SeedTwoAsync();

        var run = await Session.RunAsync($"Get-XacntRecoveryPoint {Payroll} -Since (Get-Date).AddDays(2)");

        Assert.Contains("in the future", Assert.Single(run.Errors).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ages_are_told_by_the_clock_of_the_account()
    {
        await SeedTwoAsync();
        foreach (var days in new[] { 3, 0 })
        {
            Simulator.Backup.AddBackupJob(Payroll, "us-east-1", new SeededBackupJob { VaultName = "payroll-Vault", ResourceArn = Point.ResourceArn, CreationDate = Simulator.World.Now });
            Simulator.Backup.AddRecoveryPoint(Payroll, "us-east-1", Point with { CreationDate = Simulator.World.Now });
            Simulator.World.Advance(TimeSpan.FromDays(days));
        }

        var run = (await Session.RunAsync($"Get-XacntRecoveryPoint {Payroll} | Sort-Object CreationDate | Select-Object -First 1; Get-XacntBackupJob {Payroll} | Sort-Object CreationDate | Select-Object -First 1")).Succeeded();

        Assert.Equal(2, run.Output.Count);
        Assert.All(run.Values("Age"), static age => Assert.InRange(Assert.IsType<TimeSpan>(age), TimeSpan.FromDays(2.9), TimeSpan.FromDays(6)));
    }

    private async Task SeedTwoAsync()
    {
        (await Session.RunAsync($"New-XacntBackupPlan {Payroll} payroll")).Succeeded();
        foreach (var (name, age) in new[] { ("payroll-db-1", 2), ("payroll-db-2", 26) })
        {
            Simulator.Backup.AddRecoveryPoint(Payroll, "us-east-1", Point with { ResourceArn = $"arn:aws:rds:us-east-1:{Payroll}:db:{name}", CreationDate = Simulator.World.Now.AddHours(-age) });
        }

        Simulator.ClearRequests();
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
