using AwsBackupPlan.Engine.Monitoring.Jobs;
using AwsBackupPlan.Engine.Tests.Scenes;
using AwsBackupPlan.Simulator.Backup;
using AwsBackupPlan.Simulator.Faults;

namespace AwsBackupPlan.Engine.Tests.Monitoring;

public sealed class JobWaitTests
{
    private const string Missing = "8B0C2A5E-1F3D-4C6B-9A7E-5D4F3B2A1C0E";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_job_comes_out_when_it_has_ended_and_meanwhile_its_progress_is_told_less_and_less_often()
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        scene.Simulator.Backup.Behaviour.BackupJobRunsFor = TimeSpan.FromHours(1);
        var id = await StartAsync(scene);

        var (outcome, sink) = await WaitAsync(scene, new WaitedJob(BackupJobType.Backup, id));

        Assert.False(outcome.HasFailed);
        var job = Assert.Single(Jobs(sink));
        Assert.Equal((id, "COMPLETED", 100d), (job.JobId, job.State, job.PercentDone));
        Assert.InRange(job.Duration!.Value, TimeSpan.FromMinutes(60), TimeSpan.FromMinutes(61));
        Assert.InRange(scene.Requests("DescribeBackupJob").Count, 60, 70);
        Assert.InRange(scene.Time.Waited, TimeSpan.FromMinutes(60), TimeSpan.FromMinutes(62));
        var percents = scene.Observer.ProgressRecords.Select(static record => record.PercentComplete).OfType<int>().ToList();
        Assert.Equal(percents.Order(), percents);
        Assert.InRange(percents.Max(), 97, 99);
        Assert.Contains(scene.Observer.ProgressRecords, static record => record.Detail?.StartsWith("backup of payroll-db-1 RUNNING, ", StringComparison.Ordinal) == true && record.Detail.EndsWith(" GiB transferred", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Each_job_comes_out_as_it_ends_and_one_that_fails_is_a_failure_of_its_own()
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        var databases = scene.Account.DatabaseArns;
        scene.Simulator.Backup.FailJobs(Scene.AccountId, Scene.Primary, JobKind.Backup, databases[1], "Backup job could not start because it is either inside or too close to the weekly maintenance window configured in RDS instance.");
        scene.Simulator.Backup.Behaviour.BackupJobRunsFor = TimeSpan.FromMinutes(10);
        var (slow, failing) = (await StartAsync(scene), await StartAsync(scene, databases[1]));

        var (outcome, sink) = await WaitAsync(scene, new(BackupJobType.Backup, slow), new(BackupJobType.Backup, failing), new(BackupJobType.Backup, Missing));

        Assert.True(outcome.HasFailed);
        Assert.Null(outcome.Failure);
        Assert.Equal([failing, slow], Jobs(sink).Select(static job => job.JobId));
        Assert.Equal(["FAILED", "COMPLETED"], Jobs(sink).Select(static job => job.State));
        Assert.Equal(["JobNotFound", "JobFailed"], sink.Failures.Select(static failure => failure.ErrorId));
        Assert.Equal($"In account {Scene.AccountId}, us-east-1: there is no backup job {Missing}.", sink.Failures[0].Message);
        Assert.Equal(FailureCategory.ObjectNotFound, sink.Failures[0].Category);
        Assert.Equal(
            $"In account {Scene.AccountId}, us-east-1: the backup of payroll-db-2 (job {failing}) failed. AWS: Backup job could not start because it is either inside or too close to the weekly maintenance window configured in RDS instance.",
            sink.Failures[1].Message);
        Assert.Contains("--preferred-maintenance-window", sink.Failures[1].Remedy, StringComparison.Ordinal);
        Assert.Contains(scene.Observer.ProgressRecords, static record => record.Detail?.StartsWith("2 of 3 jobs ended", StringComparison.Ordinal) == true);
    }

    [Theory]
    [InlineData("EXPIRED", "JobExpired", "StartWindowMinutes")]
    [InlineData("ABORTED", "JobAborted", "Start-XacntBackupJob")]
    [InlineData("PARTIAL", "JobPartial", "Get-XacntProtectedResource")]
    [InlineData("FAILED", "JobFailed", "Get-XacntProtectedResource")]
    public async Task Every_end_but_completion_is_a_failure_with_something_to_do(string state, string errorId, string remedy)
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();

        var (outcome, sink) = await WaitAsync(scene, new WaitedJob(BackupJobType.Backup, Seeded(scene, state)));

        Assert.True(outcome.HasFailed);
        Assert.Equal(state, Assert.Single(Jobs(sink)).State);
        var failure = Assert.Single(sink.Failures);
        Assert.Equal((errorId, FailureCategory.InvalidOperation), (failure.ErrorId, failure.Category));
        Assert.Contains("AWS gives no reason.", failure.Message, StringComparison.Ordinal);
        Assert.Contains(remedy, failure.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_the_time_is_up_what_has_not_ended_comes_out_as_it_is_and_one_failure_names_it()
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        var (running, done) = (Seeded(scene, "RUNNING"), Seeded(scene, "COMPLETED"));

        var (outcome, sink) = await WaitForAsync(scene, TimeSpan.FromMinutes(10), new(BackupJobType.Backup, running), new(BackupJobType.Backup, done));

        Assert.True(outcome.HasFailed);
        Assert.Equal([done, running], Jobs(sink).Select(static job => job.JobId));
        Assert.Equal("RUNNING", Jobs(sink)[1].State);
        var failure = Assert.Single(sink.Failures);
        Assert.Equal(("JobsNotEnded", FailureCategory.OperationTimeout), (failure.ErrorId, failure.Category));
        Assert.Equal($"In account {Scene.AccountId}, us-east-1: 1 of 2 jobs had not ended after 600 s: backup of payroll-db-1 ({running}, RUNNING, 50 %).", failure.Message);
        Assert.Contains("-TimeoutSeconds", failure.Remedy, StringComparison.Ordinal);
        Assert.InRange(scene.Time.Waited, TimeSpan.FromMinutes(9.9), TimeSpan.FromMinutes(10.1));
    }

    [Theory]
    [InlineData(FaultKind.ServiceUnavailable, 40)]
    [InlineData(FaultKind.Throttle, 40)]
    [InlineData(FaultKind.Reset, 12)]
    public async Task AWS_that_does_not_answer_for_a_while_does_not_end_the_waiting(FaultKind kind, int times)
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        scene.Simulator.Backup.Behaviour.BackupJobRunsFor = TimeSpan.FromMinutes(5);
        var id = await StartAsync(scene);
        scene.Fail("DescribeBackupJob", kind, nth: 2, times: times);

        var (outcome, sink) = await WaitAsync(scene, new WaitedJob(BackupJobType.Backup, id));

        Assert.Null(outcome.Failure?.Message);
        Assert.False(outcome.HasFailed);
        Assert.Equal("COMPLETED", Assert.Single(Jobs(sink)).State);
    }

    [Fact]
    public async Task AWS_that_does_not_answer_any_more_ends_it()
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        scene.Fail("DescribeBackupJob", FaultKind.ServiceUnavailable, nth: 2, times: 0);

        var (outcome, _) = await WaitAsync(scene, new WaitedJob(BackupJobType.Backup, Seeded(scene, "RUNNING")));

        Assert.Equal(FailureCategory.ResourceUnavailable, outcome.Failure!.Category);
        Assert.InRange(scene.Time.Waited, TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(30));
    }

    [Fact]
    public async Task A_denial_ends_it_at_once()
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        scene.Fail("DescribeBackupJob", FaultKind.AccessDenied, times: 0);

        var (outcome, _) = await WaitAsync(scene, new WaitedJob(BackupJobType.Backup, Seeded(scene, "RUNNING")));

        Assert.Equal("AccessDenied", outcome.Failure!.ErrorId);
        Assert.Contains("backup:DescribeBackupJob", outcome.Failure.Remedy, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.Zero, scene.Time.Waited);
    }

    [Fact]
    public async Task Sessions_that_end_meanwhile_are_begun_anew()
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        scene.Simulator.Backup.Behaviour.BackupJobRunsFor = TimeSpan.FromHours(5);
        var id = await StartAsync(scene);

        var (outcome, sink) = await WaitAsync(scene, new WaitedJob(BackupJobType.Backup, id));

        Assert.Null(outcome.Failure?.Message);
        Assert.Equal("COMPLETED", Assert.Single(Jobs(sink)).State);
        Assert.InRange(scene.Requests("AssumeRole").Count, 5, 8);
    }

    [Fact]
    public async Task A_job_of_unknown_kind_is_found_and_one_that_is_given_twice_is_one()
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        var point = scene.AddPoints(Scene.Primary, 1)[0];
        var restore = await scene.RestoreAsync(point);
        var copy = scene.Simulator.Backup.AddCopyJob(
            Scene.AccountId,
            Scene.Primary,
            new SeededCopyJob { SourceVaultName = Scene.VaultName, SourceRecoveryPointArn = point, DestinationVaultArn = $"arn:aws:backup:{Scene.Copy}:{Scene.AccountId}:backup-vault:{Scene.VaultName}", ResourceArn = scene.Account.DatabaseArns[0], State = "COMPLETED" });

        var (outcome, sink) = await WaitAsync(scene, new(null, copy), new(BackupJobType.Copy, copy), new(null, Missing), new(BackupJobType.Backup, restore));

        Assert.True(outcome.HasFailed);
        Assert.Equal([BackupJobType.Copy], Jobs(sink).Select(static job => job.JobType));
        Assert.Equal([$"there is no job {Missing}.", $"there is no backup job {restore}."], sink.Failures.Select(static failure => failure.Message.Split(": ")[1]));
    }

    [Fact]
    public async Task Restores_are_waited_for_too()
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        var restore = await scene.RestoreAsync(scene.AddPoints(Scene.Primary, 1)[0]);

        var (outcome, sink) = await WaitAsync(scene, new WaitedJob(null, restore));

        Assert.False(outcome.HasFailed);
        var job = Assert.Single(Jobs(sink));
        Assert.Equal((BackupJobType.Restore, "COMPLETED"), (job.JobType, job.State));
        Assert.EndsWith(":db:restored", job.CreatedResourceArn, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stop_ends_the_waiting()
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        var id = Seeded(scene, "RUNNING");
        using var stop = new CancellationTokenSource();
        var skipped = scene.Time.Skipped!;
        scene.Time.Skipped = by =>
        {
            skipped(by);
            if (scene.Time.Waited > TimeSpan.FromMinutes(3))
            {
                stop.Cancel();
            }
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => scene.Engine.WaitForJobsAsync(scene.Target, [new(BackupJobType.Backup, id)], null, new CollectingSink(), scene.Observer, stop.Token));
    }

    [Fact]
    public void What_is_no_id_is_a_fault_before_any_call() =>
        Assert.Equal(["JobId", "JobId"], WaitedJobValidator.Validate([new(null, Missing), new(null, "../x"), new(null, "")]).Select(static fault => fault.ParameterName));

    private static string Seeded(Scene scene, string state) =>
        scene.Simulator.Backup.AddBackupJob(Scene.AccountId, Scene.Primary, new SeededBackupJob { VaultName = Scene.VaultName, ResourceArn = scene.Account.DatabaseArns[0], State = state });

    private static async Task<string> StartAsync(Scene scene, string? database = null)
    {
        using var backup = await scene.Other().ClientAsync();
        var request = new Amazon.Backup.Model.StartBackupJobRequest
        {
            BackupVaultName = Scene.VaultName,
            ResourceArn = database ?? scene.Account.DatabaseArns[0],
            IamRoleArn = $"arn:aws:iam::{Scene.AccountId}:role/AWSBackup-Custom",
        };
        return (await backup.StartBackupJobAsync(request, Token)).BackupJobId;
    }

    private static List<BackupJobInfo> Jobs(CollectingSink sink) => [.. sink.Pages.SelectMany(static page => page).Cast<BackupJobInfo>()];

    private static Task<(WorkOutcome<IReadOnlyList<BackupJobInfo>> Outcome, CollectingSink Sink)> WaitAsync(Scene scene, params IReadOnlyList<WaitedJob> jobs) => WaitForAsync(scene, null, jobs);

    private static async Task<(WorkOutcome<IReadOnlyList<BackupJobInfo>> Outcome, CollectingSink Sink)> WaitForAsync(Scene scene, TimeSpan? timeout, params IReadOnlyList<WaitedJob> jobs)
    {
        var sink = new CollectingSink();
        scene.Simulator.ClearRequests();
        return (await scene.Engine.WaitForJobsAsync(scene.Target, jobs, timeout, sink, scene.Observer, Token), sink);
    }
}
