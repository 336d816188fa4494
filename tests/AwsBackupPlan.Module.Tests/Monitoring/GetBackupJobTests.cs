using AwsBackupPlan.Module.Tests.Harness;
using AwsBackupPlan.Simulator.Backup;

namespace AwsBackupPlan.Module.Tests.Monitoring;

public sealed class GetBackupJobTests : CmdletTest
{
    [Fact]
    public async Task What_failed_is_a_row_with_AWS_s_message_and_what_to_do()
    {
        await DeployAsync();
        Add(TimeSpan.FromHours(3));
        Add(TimeSpan.FromHours(50), "FAILED", "Backup job could not start because it is either inside or too close to the weekly maintenance window configured in RDS instance.");

        var run = (await Session.RunAsync($"Get-XacntBackupJob {Payroll} | Out-Default; Get-XacntBackupJob {Payroll} -State FAILED | Format-List | Out-Default")).Succeeded();

        var lines = run.HostText.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        Assert.Matches("^AccountId +Region +Type +State +Age +ResourceName +Detail$", lines[0]);
        Assert.Matches($"^{Payroll} us-east-1 +Backup +COMPLETED +3 h payroll-db-1", lines[2]);
        Assert.Matches($"^{Payroll} us-east-1 +Backup +FAILED +2 d payroll-db-1 +[0-9A-Fa-f]{{8}}: Backup job could", lines[3]);
        var list = string.Concat(run.HostText.Split('\n', StringSplitOptions.TrimEntries));
        Assert.Contains("StatusMessage", list, StringComparison.Ordinal);
        Assert.Contains("--preferred-maintenance-window", list, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_early_stop_reads_no_older_jobs()
    {
        await DeployAsync();
        Add(TimeSpan.FromHours(1));
        Add(TimeSpan.FromDays(5));

        var run = (await Session.RunAsync($"Get-XacntBackupJob {Payroll} -JobType Backup -CopyRegion none | Select-Object -First 1")).Succeeded();

        Assert.Single(run.Output);
        Assert.InRange(Simulator.Requests.Count(static request => request.Operation is "ListBackupJobs"), 1, 2);
    }

    [Fact]
    public async Task A_summary_is_a_table_of_counts_and_goes_into_a_file()
    {
        await DeployAsync();
        Add(TimeSpan.FromDays(1));
        Add(TimeSpan.FromDays(1));
        Add(TimeSpan.FromDays(2), "FAILED");

        var run = (await Session.RunAsync($"$s = Get-XacntBackupJob {Payroll} -Summary; $s | Out-Default; $s | ConvertTo-Csv | Select-Object -First 1; $s")).Succeeded();

        var lines = run.HostText.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        Assert.Matches("^AccountId +Region +Date +JobType +State +Count$", lines[0]);
        Assert.Matches($"^{Payroll} us-east-1 +{Simulator.World.Now.AddDays(-1).UtcDateTime:yyyy-MM-dd} Backup +COMPLETED +2$", lines[2]);
        Assert.Equal(3, run.Output.Skip(1).Sum(static item => (int)item.Properties["Count"].Value));
        Assert.Contains("JobType", run.Output[0].ToString(), StringComparison.Ordinal);
        Assert.Contains("1 account: 1 read", string.Join('\n', run.Information), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_time_that_AWS_does_not_know_any_more_is_told_once_for_all_accounts()
    {
        await DeployAsync();

        var run = (await Session.RunAsync($"'{Payroll}', '{OtherPayroll}' | Get-XacntBackupJob -Since (Get-Date).AddDays(-40); Get-XacntBackupJob {Payroll} -Since (Get-Date).AddDays(-30)")).Succeeded();

        Assert.Contains("30 days", Assert.Single(run.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-JobType Copy -State EXPIRED", "No such job is ever EXPIRED: Copy jobs are CREATED, RUNNING, COMPLETED, FAILED, PARTIAL.")]
    [InlineData("-Since 2026-01-02 -Until 2026-01-01", "It is not after -Since")]
    [InlineData("-ResourceArn '[z-a]'", "goes backwards")]
    [InlineData("-ParentJobId 'a b'", "is not the id of a job")]
    public async Task What_can_never_be_is_one_error_before_any_call(string parameters, string message)
    {
        var run = await Session.RunAsync($"'{Payroll}', '{OtherPayroll}' | Get-XacntBackupJob {parameters}");

        Assert.Contains(message, Assert.Single(run.Errors).ToString(), StringComparison.Ordinal);
        Assert.Empty(Simulator.Requests);
    }

    [Fact]
    public async Task Of_a_database_that_is_piped_in_only_its_own_come_out()
    {
        await DeployAsync();
        Add(TimeSpan.FromHours(3));
        Add(TimeSpan.FromHours(2), number: 2);

        var run = (await Session.RunAsync($"Get-XacntProtectedResource {Payroll} -ResourceArn payroll-db-2 | Get-XacntBackupJob; Get-XacntBackupJob {Payroll} | Select-Object -First 1 | Get-XacntBackupJob")).Succeeded();

        Assert.Equal(["payroll-db-2", "payroll-db-2"], run.Values("ResourceName").Cast<string>());
    }

    [Fact]
    public async Task The_module_s_own_dates_go_into_its_parameters_and_an_empty_one_is_an_error()
    {
        await DeployAsync();
        Add(TimeSpan.FromHours(3));

        Assert.Single((await Session.RunAsync($"$job = Get-XacntBackupJob {Payroll}; Get-XacntBackupJob {Payroll} -Since $job.CreationDate -Until $job.CreationDate.AddMinutes(1)")).Succeeded().Output);
        Simulator.ClearRequests();
        Assert.Contains("It is empty", Assert.Single((await Session.RunAsync($"Get-XacntBackupJob {Payroll} -Since $undefined")).Errors).ToString(), StringComparison.Ordinal);
        Assert.Empty(Simulator.Requests);
    }

    [Theory]
    [InlineData("-ResourceArn backup-demo-bd-1", "-ResourceArn 'backup-demo-bd-1'")]
    [InlineData("-BackupVaultName nosuch", "-BackupVaultName 'nosuch'")]
    [InlineData("-ParentJobId xyz", "-ParentJobId 'xyz'")]
    [InlineData("-Region eu-west-1", "-Region 'eu-west-1'")]
    [InlineData("-ResourceArn payroll-db-1 -State FAILED", null)]
    public async Task A_name_of_which_there_is_no_job_is_one_warning(string parameters, string? named)
    {
        await DeployAsync();
        Add(TimeSpan.FromHours(3));

        var run = (await Session.RunAsync($"'{Payroll}', '{OtherPayroll}' | Get-XacntBackupJob {parameters}")).Succeeded();

        Assert.Empty(run.Output);
        Assert.Equal(named is null ? 0 : 1, run.Warnings.Count);
        Assert.All(run.Warnings, said => Assert.StartsWith($"Nothing that was read fits {named}.", said, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_reads_and_is_told_enough_hears_of_nothing_that_was_stopped()
    {
        await DeployAsync();
        Add(TimeSpan.FromHours(1));
        Add(TimeSpan.FromDays(5));

        var run = (await Session.RunAsync($"'{Payroll}', '{OtherPayroll}' | Get-XacntBackupJob -JobType Backup | Select-Object -First 1")).Succeeded();

        Assert.Single(run.Output);
        Assert.Empty(run.HostText);
    }

    [Fact]
    public async Task Message_and_remedy_are_sentences_of_their_own()
    {
        var run = (await Session.RunAsync("[AwsBackupPlan.BackupJobInfo]@{ State = 'FAILED'; ResourceName = 'x'; StatusMessage = 'It failed'; Remedy = 'Mend it.' } | Out-Default")).Succeeded();

        Assert.Contains("It failed. Mend it.", run.HostText, StringComparison.Ordinal);
    }

    private async Task DeployAsync()
    {
        (await Session.RunAsync($"New-XacntBackupPlan {Payroll} payroll")).Succeeded();
        Simulator.ClearRequests();
    }

    private void Add(TimeSpan age, string state = "COMPLETED", string? message = null, int number = 1) => Simulator.Backup.AddBackupJob(Payroll, "us-east-1", new SeededBackupJob
    {
        VaultName = "payroll-Vault",
        ResourceArn = $"arn:aws:rds:us-east-1:{Payroll}:db:payroll-db-{number}",
        CreationDate = Simulator.World.Now - age,
        State = state,
        StatusMessage = message,
    });
}
