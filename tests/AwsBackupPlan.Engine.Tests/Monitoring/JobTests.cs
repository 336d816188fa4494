using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Monitoring.Jobs;
using AwsBackupPlan.Engine.Tests.Scenes;
using AwsBackupPlan.Simulator.Backup;
using AwsBackupPlan.Simulator.Kms;

namespace AwsBackupPlan.Engine.Tests.Monitoring;

public sealed class JobTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Jobs_of_all_kinds_and_Regions_come_newest_first_with_all_that_is_known()
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        var now = scene.Simulator.World.Now;
        var point = scene.AddPoints(Scene.Primary, 1)[0];
        Add(scene, now.AddDays(-3));
        Copy(scene, Scene.Primary, now.AddDays(-2), point, $"arn:aws:backup:{Scene.Copy}:{Scene.AccountId}:backup-vault:{Scene.VaultName}");
        Copy(scene, Scene.Copy, now.AddHours(-5), point, $"arn:aws:backup:eu-west-1:{Scene.AccountId}:backup-vault:Onward");
        Add(scene, now.AddDays(-12), state: "FAILED", message: "Backup job failed because there was a running job for the same resource.");
        var restore = await scene.RestoreAsync(point);

        var jobs = await ReadAsync(scene, new());

        Assert.Equal(
            ["Restore us-east-1 PENDING", "Copy us-east-2 COMPLETED", "Copy us-east-1 COMPLETED", "Backup us-east-1 COMPLETED", "Backup us-east-1 FAILED"],
            jobs.Select(static job => $"{job.JobType} {job.Region} {job.State}"), StringComparer.Ordinal);
        Assert.All(jobs, static job => Assert.Equal((Scene.AccountId, Scene.AbsName, Scene.VaultName), (job.AccountId, job.AbsName, job.VaultName)));
        Assert.Equal((restore, point, scene.Account.DatabaseArns[0]), (jobs[0].JobId, jobs[0].RecoveryPointArn, jobs[0].ResourceArn));
        Assert.Equal(("eu-west-1", Scene.Copy), (jobs[1].DestinationRegion, jobs[2].DestinationRegion));
        Assert.Contains("Wait-XacntBackupJob", jobs[4].Remedy, StringComparison.Ordinal);
        Assert.Equal("Backup job failed because there was a running job for the same resource.", jobs[4].StatusMessage);
    }

    [Fact]
    public async Task A_copy_that_fails_for_its_key_is_told_with_AWS_s_message_and_the_command_that_shows_the_key()
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        var key = scene.Account.KeyArns[1];
        scene.Simulator.Kms.SetKeyState(key, KeyState.Disabled);
        var point = scene.AddPoints(Scene.Primary, 1)[0];
        using (var backup = await scene.Other().ClientAsync())
        {
            await backup.StartCopyJobAsync(
                new()
                {
                    RecoveryPointArn = point,
                    SourceBackupVaultName = Scene.VaultName,
                    DestinationBackupVaultArn = $"arn:aws:backup:{Scene.Copy}:{Scene.AccountId}:backup-vault:{Scene.VaultName}",
                    IamRoleArn = $"arn:aws:iam::{Scene.AccountId}:role/AWSBackup-Custom",
                },
                Token);
        }

        scene.Simulator.World.Advance(TimeSpan.FromMinutes(5));
        var job = Assert.Single(await ReadAsync(scene, new() { States = ["failed"] }));

        Assert.Contains(key, job.StatusMessage, StringComparison.Ordinal);
        Assert.Contains("KMSKeyNotAccessibleFault", job.StatusMessage, StringComparison.Ordinal);
        Assert.Contains($"'aws kms describe-key --key-id {key} --region {Scene.Copy}'", job.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_asked_for_is_what_comes()
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        var now = scene.Simulator.World.Now;
        var databases = scene.Account.DatabaseArns;
        scene.Simulator.Backup.AddVault(Scene.AccountId, Scene.Primary, "other");
        var point = scene.AddPoints(Scene.Primary, 1)[0];
        for (var day = 0; day < 10; day++)
        {
            foreach (var database in databases)
            {
                Add(scene, now.AddDays(-day).AddMinutes(-5), database, day == 4 ? "EXPIRED" : day == 5 ? "FAILED" : "COMPLETED");
            }

            Copy(scene, Scene.Primary, now.AddDays(-day).AddMinutes(-1), point, $"arn:aws:backup:{Scene.Copy}:{Scene.AccountId}:backup-vault:ledger-Vault", day == 5 ? "FAILED" : "COMPLETED");
        }

        Add(scene, now.AddDays(-1), vault: "other");
        var parent = Add(scene, now.AddDays(-20), state: "PARTIAL");
        var child = Add(scene, now.AddDays(-20), parent: parent);
        var since = scene.Time.GetUtcNow().AddDays(-3).AddHours(-1);

        Assert.Equal(43, (await ReadAsync(scene, new())).Count);
        Assert.Equal(33, (await ReadAsync(scene, new() { JobTypes = [BackupJobType.Backup] })).Count);
        Assert.Equal(10, (await ReadAsync(scene, new() { JobTypes = [BackupJobType.Copy, BackupJobType.Restore] })).Count);
        Assert.Equal(23, (await ReadAsync(scene, new() { Resources = [databases[0]] })).Count);
        Assert.Equal(20, (await ReadAsync(scene, new() { Resources = ["payroll-db-*"], JobTypes = [BackupJobType.Backup], Vaults = [Scene.VaultName], Since = scene.Time.GetUtcNow().AddDays(-11) })).Count);
        Assert.Equal(17, (await ReadAsync(scene, new() { Since = since })).Count);
        Assert.Equal(26, (await ReadAsync(scene, new() { Until = since })).Count);
        Assert.Equal(7, (await ReadAsync(scene, new() { States = ["FAILED", "EXPIRED"] })).Count);
        Assert.Equal(35, (await ReadAsync(scene, new() { States = ["COMPLETED", "RUNNING", "CREATED", "PENDING"] })).Count);
        Assert.Single(await ReadAsync(scene, new() { Vaults = ["other"] }));
        Assert.Equal(11, (await ReadAsync(scene, new() { Vaults = ["o*", "ledger-Vault"] })).Count);
        Assert.Equal(child, Assert.Single(await ReadAsync(scene, new() { ParentJobId = parent })).JobId);
        Assert.Equal(42, (await ReadAsync(scene, new(), absName: "pay*")).Count);
        Assert.Equal(10, (await ReadAsync(scene, new(), absName: "ledger")).Count);
        Assert.Empty(await ReadAsync(scene, new(), absName: "nobody*"));
    }

    [Fact]
    public async Task No_piece_of_time_is_read_before_the_jobs_of_the_newer_one_have_been_taken()
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        var now = scene.Simulator.World.Now;
        foreach (var days in new[] { 0.5, 3, 20 })
        {
            Add(scene, now.AddDays(-days));
        }

        var asked = new List<int>();
        var sink = new CollectingSink { OnPage = _ => asked.Add(scene.Requests("ListBackupJobs").Count) };

        var outcome = await scene.Engine.FindJobsAsync(scene.Target, new(), sink, scene.Observer, Token);

        Assert.Null(outcome.Failure?.Message);
        Assert.Equal([2, 4, 6], asked);
        Assert.Equal(18, scene.Simulator.Requests.Count(static request => request.Operation.StartsWith("List", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Where_there_are_many_jobs_few_are_held_at_a_time_and_each_is_told_once()
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        var now = scene.Simulator.World.Now;
        for (var job = 0; job < 6_000; job++)
        {
            Add(scene, now.AddSeconds(-36 * job));
        }

        var sink = new CollectingSink();
        var outcome = await scene.Engine.FindJobsAsync(scene.Target, new() { JobTypes = [BackupJobType.Backup] }, sink, scene.Observer, Token);

        Assert.Null(outcome.Failure?.Message);
        Assert.All(sink.Pages, static page => Assert.InRange(page.Count, 1, 2_500));
        var jobs = sink.Pages.SelectMany(static page => page).Cast<BackupJobInfo>().ToList();
        Assert.Equal(6_000, jobs.DistinctBy(static job => job.JobId, StringComparer.Ordinal).Count());
        Assert.Equal(6_000, jobs.Count);
        Assert.Equal(jobs.OrderByDescending(static job => job.CreationDate).Select(static job => job.CreationDate), jobs.Select(static job => job.CreationDate));
    }

    [Fact]
    public async Task The_summary_counts_what_the_list_has_by_Region_day_kind_and_state()
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        var now = scene.Simulator.World.Now;
        var point = scene.AddPoints(Scene.Primary, 1)[0];
        for (var number = 0; number < 100; number++)
        {
            Add(scene, now.AddHours(-5 * number), state: number % 7 == 0 ? "FAILED" : "COMPLETED");
            Copy(scene, number % 2 == 0 ? Scene.Primary : Scene.Copy, now.AddHours(-7 * number), point, $"arn:aws:backup:eu-west-1:{Scene.AccountId}:backup-vault:{Scene.VaultName}");
        }

        var jobs = await ReadAsync(scene, new() { States = ["FAILED", "COMPLETED"] });
        var sink = new CollectingSink();
        await scene.Engine.FindJobsAsync(scene.Target, new() { States = ["FAILED", "COMPLETED"], IsSummary = true }, sink, scene.Observer, Token);

        var summaries = Assert.Single(sink.Pages).Cast<BackupJobSummary>().ToList();
        Assert.Equal(200, summaries.Sum(static summary => summary.Count));
        Assert.Equal(
            jobs.GroupBy(static job => (job.CreationDate!.Value.UtcDateTime.Date, job.Region, job.JobType, job.State)).Select(static group => (group.Key.Date, group.Key.Region, group.Key.JobType, group.Key.State, group.Count())).Order(),
            summaries.Select(static summary => (summary.Date, summary.Region, summary.JobType, summary.State, summary.Count)).Order());
        Assert.Equal(summaries.OrderByDescending(static summary => summary.Date).Select(static summary => summary.Date), summaries.Select(static summary => summary.Date));
        Assert.All(summaries, static summary => Assert.Equal((Scene.AccountId, DateTimeKind.Utc), (summary.AccountId, summary.Date.Kind)));
    }

    [Fact]
    public async Task AWS_is_asked_for_the_database_the_vault_and_the_state_where_it_can_tell_them_apart()
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        Add(scene, scene.Simulator.World.Now.AddHours(-1), state: "EXPIRED");
        scene.Simulator.ClearRequests();

        var jobs = await ReadAsync(scene, new() { States = ["EXPIRED"], Resources = [scene.Account.DatabaseArns[0]], Since = scene.Time.GetUtcNow().AddDays(-2) }, absName: Scene.AbsName);

        Assert.Single(jobs);
        Assert.Empty(scene.Requests("ListCopyJobs"));
        Assert.Empty(scene.Requests("ListRestoreJobs"));
        Assert.Equal(4, scene.Requests("ListBackupJobs").Count);
    }

    [Fact]
    public async Task A_set_without_a_vault_is_told_and_one_without_jobs_is_not_taken_for_that()
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();

        var outcome = await scene.Engine.FindJobsAsync(scene.Target with { AbsName = "ledger" }, new(), new CollectingSink(), scene.Observer, Token);

        Assert.Equal(("VaultNotFound", FailureCategory.ObjectNotFound), (outcome.Failure!.ErrorId, outcome.Failure.Category));
        Assert.Contains("Get-XacntBackupJob -AbsName '*'", outcome.Failure.Remedy, StringComparison.Ordinal);
        Assert.Empty(await ReadAsync(scene, new(), absName: Scene.AbsName));
        Assert.Empty(await ReadAsync(scene, new()));
    }

    [Fact]
    public async Task The_plans_say_which_Regions_copies_are_in_where_nobody_does_and_no_Region_is_read_twice()
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        Copy(scene, Scene.Copy, scene.Simulator.World.Now.AddHours(-1), scene.AddPoints(Scene.Copy, 1)[0], $"arn:aws:backup:eu-west-1:{Scene.AccountId}:backup-vault:Onward");

        Assert.Equal(Scene.Copy, Assert.Single(await ReadAsync(scene, new(), target: scene.Target with { CopyRegions = [], CopyRegionsAreDefault = true })).Region);
        Assert.Single(await ReadAsync(scene, new(), target: scene.Target with { CopyRegions = [Scene.Copy], CopyRegionsAreDefault = true }));
    }

    [Fact]
    public void What_can_never_be_is_a_fault_before_any_call()
    {
        var now = DateTimeOffset.UnixEpoch;

        Assert.Equal(["BackupVaultName", "ResourceArn", "Until"], Faults(new() { Vaults = ["[z-a]"], Resources = ["["], Since = now, Until = now }));
        Assert.Equal(["State"], Faults(new() { JobTypes = [BackupJobType.Copy, BackupJobType.Restore], States = ["EXPIRED", "ABORTING"] }));
        Assert.Equal(["ParentJobId"], Faults(new() { ParentJobId = "../x" }));
        Assert.Empty(Faults(new() { States = ["EXPIRED"] }));
        Assert.Empty(Faults(new() { JobTypes = [BackupJobType.Copy], States = ["EXPIRED", "FAILED"] }));
    }

    [Theory]
    [InlineData("0001-01-01", "0001-01-02", 0)]
    [InlineData("0001-01-01", "9999-12-31", 1)]
    [InlineData("9999-01-01", null, 0)]
    public async Task Any_time_can_be_asked_for(string since, string? until, int count)
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        Add(scene, scene.Simulator.World.Now.AddDays(-10));

        var query = new JobQuery { Since = Utc(since), Until = until is null ? null : Utc(until) };

        Assert.Equal(count, (await ReadAsync(scene, query)).Count);
    }

    private static DateTimeOffset Utc(string date) => new(DateTime.Parse(date, System.Globalization.CultureInfo.InvariantCulture), TimeSpan.Zero);

    private static IEnumerable<string> Faults(JobQuery query) => JobQueryValidator.Validate(query).Select(static fault => fault.ParameterName);

    private static string Add(Scene scene, DateTimeOffset created, string? database = null, string state = "COMPLETED", string? message = null, string vault = Scene.VaultName, string? parent = null) =>
        scene.Simulator.Backup.AddBackupJob(
            Scene.AccountId,
            Scene.Primary,
            new SeededBackupJob { VaultName = vault, ResourceArn = database ?? scene.Account.DatabaseArns[0], CreationDate = created, State = state, StatusMessage = message, ParentJobId = parent });

    private static string Copy(Scene scene, string region, DateTimeOffset created, string point, string destination, string state = "COMPLETED") => scene.Simulator.Backup.AddCopyJob(
        Scene.AccountId,
        region,
        new SeededCopyJob { SourceVaultName = Scene.VaultName, SourceRecoveryPointArn = point, DestinationVaultArn = destination, ResourceArn = scene.Account.DatabaseArns[0], CreationDate = created, State = state });

    private static async Task<IReadOnlyList<BackupJobInfo>> ReadAsync(Scene scene, JobQuery query, string absName = "*", AccountTarget? target = null)
    {
        var sink = new CollectingSink();
        var outcome = await scene.Engine.FindJobsAsync((target ?? scene.Target) with { AbsName = absName }, query, sink, scene.Observer, Token);
        Assert.Null(outcome.Failure?.Message);
        return [.. sink.Pages.SelectMany(static page => page).Cast<BackupJobInfo>()];
    }
}
