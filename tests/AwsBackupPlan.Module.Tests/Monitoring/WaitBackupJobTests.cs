using AwsBackupPlan.Module.Tests.Harness;
using AwsBackupPlan.Simulator.Backup;

namespace AwsBackupPlan.Module.Tests.Monitoring;

public sealed class WaitBackupJobTests : CmdletTest
{
    [Fact]
    public async Task Jobs_of_many_accounts_come_out_at_their_end_and_one_that_failed_is_an_error_too()
    {
        await DeployAsync();
        var done = Add(Payroll, "COMPLETED");
        var failed = Add(OtherPayroll, "FAILED", "Backup job failed because there was a running job for the same resource.");
        var alsoDone = Add(OtherPayroll, "COMPLETED");

        var run = await Session.RunAsync($"'{Payroll}', '{OtherPayroll}' | Get-XacntBackupJob | Wait-XacntBackupJob");

        Assert.Equal(new[] { done, failed, alsoDone }.Order(StringComparer.Ordinal), run.Values("JobId").Cast<string>().Order(StringComparer.Ordinal));
        var error = Assert.Single(run.Errors);
        Assert.StartsWith("JobFailed,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal($"In account {OtherPayroll}, us-east-1: the backup of payroll-db-1 (job {failed}) failed. AWS: Backup job failed because there was a running job for the same resource.", error.ToString());
        Assert.Contains("Wait-XacntBackupJob waits for it", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal(OtherPayroll, System.Management.Automation.PSObject.AsPSObject(error.TargetObject).Properties["AccountId"].Value);
        Assert.Contains("2 accounts: 1 completed, 1 failed", string.Join('\n', run.Information), StringComparison.Ordinal);
        // Of each account one piece of work, with one session.
        Assert.Equal(2, Simulator.Requests.Count(static request => request.Operation is "AssumeRole") - 2);
    }

    [Fact]
    public async Task The_closing_line_counts_an_account_once_however_many_Regions_its_jobs_are_in()
    {
        await DeployAsync();
        var (here, there) = (Add(Payroll, "COMPLETED"), Add(Payroll, "COMPLETED", region: "us-east-2"));

        var run = (await Session.RunAsync($"@{{ Region = 'us-east-1'; JobId = '{here}' }}, @{{ Region = 'us-east-2'; JobId = '{there}' }} | ForEach-Object {{ [pscustomobject]($_ + @{{ AccountId = '{Payroll}' }}) }} | Wait-XacntBackupJob")).Succeeded();

        Assert.StartsWith("1 account, 2 pieces of work: 2 completed in ", Assert.Single(run.Information).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_time_that_is_up_is_an_error_and_the_job_comes_out_as_it_is()
    {
        await DeployAsync();
        var running = Add(Payroll, "RUNNING");

        var run = await Session.RunAsync($"Get-XacntBackupJob {Payroll} | Wait-XacntBackupJob -TimeoutSeconds 1");

        Assert.Equal("RUNNING", Assert.Single(run.Values("State")));
        var error = Assert.Single(run.Errors);
        Assert.StartsWith("JobsNotEnded,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(System.Management.Automation.ErrorCategory.OperationTimeout, error.CategoryInfo.Category);
        Assert.Contains(running, error.ToString(), StringComparison.Ordinal);
        Assert.Contains(run.Progress, static progress => $"{progress}".Contains("RUNNING", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_a_start_writes_can_be_waited_for()
    {
        await DeployAsync();
        Simulator.Backup.Behaviour.BackupJobStartsAfter = Simulator.Backup.Behaviour.BackupJobRunsFor = TimeSpan.Zero;

        var run = (await Session.RunAsync($"Start-XacntBackupJob {Payroll} payroll -ResourceArn payroll-db-1, payroll-db-2 | Wait-XacntBackupJob")).Succeeded();

        Assert.Equal(["COMPLETED", "COMPLETED"], run.Values("State"));
        Assert.Equal(["payroll-db-1", "payroll-db-2"], run.Values("ResourceName").Cast<string>().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_job_that_runs_is_waited_for()
    {
        await DeployAsync();
        var id = Add(Payroll, "RUNNING");
        Session.Set("end", (Action)(() => Simulator.Backup.SetBackupJobState(Payroll, "us-east-1", id, "COMPLETED")));

        // It ends once it has been seen to run.
        var run = (await Session.RunAsync($"Wait-XacntBackupJob {Payroll} -JobId {id} -Verbose 4>&1 | ForEach-Object {{ if ($_ -is [AwsBackupPlan.BackupJobInfo]) {{ $_ }} elseif (\"$_\" -like '*DescribeBackupJob*') {{ $end.Invoke() }} }}")).Succeeded();

        Assert.Equal("COMPLETED", Assert.Single(run.Values("State")));
        Assert.Equal(2, Simulator.Requests.Count(static request => request.Operation is "DescribeBackupJob"));
    }

    [Fact]
    public async Task An_error_of_a_job_can_be_caught_and_the_object_is_there_before_it()
    {
        await DeployAsync();
        Add(Payroll, "FAILED");

        var run = await Session.RunAsync($"try {{ Get-XacntBackupJob {Payroll} | Wait-XacntBackupJob -ErrorAction Stop }} catch {{ 'caught' }}");

        Assert.Equal(2, run.Output.Count);
        Assert.Equal("FAILED", run.Output[0].Properties["State"].Value);
        Assert.Equal("caught", run.Output[1].BaseObject);
    }

    [Fact]
    public async Task A_job_that_is_not_there_is_an_error_and_the_others_are_waited_for()
    {
        await DeployAsync();
        var id = Add(Payroll, "COMPLETED");

        var run = await Session.RunAsync($"Wait-XacntBackupJob {Payroll} payroll -Region us-east-1 -JobId 8B0C2A5E-1F3D-4C6B-9A7E-5D4F3B2A1C0E, {id}");

        Assert.Equal(id, Assert.Single(run.Values("JobId")));
        Assert.StartsWith("JobNotFound,", Assert.Single(run.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_to_wait_for_is_a_warning_and_a_record_without_a_job_an_error()
    {
        var nothing = (await Session.RunAsync("@() | Wait-XacntBackupJob")).Succeeded();
        var without = await Session.RunAsync($"[pscustomobject]@{{ AccountId = '{Payroll}'; AbsName = 'payroll' }} | Wait-XacntBackupJob");
        var wrong = await Session.RunAsync($"Wait-XacntBackupJob {Payroll} -JobId '../x'");

        Assert.Contains("nothing to wait for", Assert.Single(nothing.Warnings), StringComparison.Ordinal);
        Assert.Contains("JobId: It is missing.", Assert.Single(without.Errors).ToString(), StringComparison.Ordinal);
        Assert.Contains("'../x' is not the id of a job", Assert.Single(wrong.Errors).ToString(), StringComparison.Ordinal);
        Assert.Empty(Simulator.Requests);
    }

    [Theory]
    [InlineData("-JobId $neverSet", "JobId")]
    [InlineData("-JobId 8B0C2A5E-1F3D-4C6B-9A7E-5D4F3B2A1C0E -JobType $neverSet", "JobType")]
    public async Task An_empty_variable_is_one_error_before_any_call(string parameters, string parameter)
    {
        var run = await Session.RunAsync($"Wait-XacntBackupJob {Payroll} payroll {parameters}");

        Assert.Contains($"{parameter}: It is empty.", Assert.Single(run.Errors).ToString(), StringComparison.Ordinal);
        Assert.Empty(Simulator.Requests);
    }

    [Fact]
    public async Task Ctrl_C_ends_the_waiting()
    {
        await DeployAsync();
        var id = Add(Payroll, "RUNNING");
        using var stop = new CancellationTokenSource();
        Session.Set("stop", stop);

        var run = await Session.RunUntilStoppedAsync($"Wait-XacntBackupJob {Payroll} payroll -JobId {id} -Verbose 4>&1 | ForEach-Object {{ if (\"$_\" -like '*DescribeBackupJob*') {{ $null = $stop.CancelAsync(); Start-Sleep 100000 }} }}", stop.Token);

        Assert.True(run.WasStopped);
        Assert.Contains($"1 interrupted ({Payroll} payroll (us-east-1))", run.HostText, StringComparison.Ordinal);
        Assert.Contains("No work is left running; the jobs go on at AWS, and can be waited for again.", run.HostText, StringComparison.Ordinal);
    }

    private async Task DeployAsync()
    {
        (await Session.RunAsync($"'{Payroll}', '{OtherPayroll}' | New-XacntBackupPlan -AbsName payroll")).Succeeded();
        Simulator.ClearRequests();
    }

    private string Add(string account, string state, string? message = null, string region = "us-east-1") => Simulator.Backup.AddBackupJob(account, region, new SeededBackupJob
    {
        VaultName = "payroll-Vault",
        ResourceArn = $"arn:aws:rds:{region}:{account}:db:payroll-db-1",
        State = state,
        StatusMessage = message,
    });
}
