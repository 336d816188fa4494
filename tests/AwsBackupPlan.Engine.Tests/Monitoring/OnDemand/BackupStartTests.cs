using Amazon.Backup.Model;
using AwsBackupPlan.Engine.Fleet;
using AwsBackupPlan.Engine.Monitoring.OnDemand;
using AwsBackupPlan.Engine.Protection;
using AwsBackupPlan.Engine.Tests.Scenes;
using AwsBackupPlan.Simulator.Backup;
using AwsBackupPlan.Simulator.Faults;

namespace AwsBackupPlan.Engine.Tests.Monitoring.OnDemand;

public sealed class BackupStartTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task All_that_the_plan_selects_is_backed_up_and_kept_as_long_as_the_plan_keeps_it()
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        scene.Simulator.Rds.AddInstance(Scene.AccountId, Scene.Primary, "stray");
        using var backup = await scene.Other().ClientAsync();
        await backup.UpdateRegionSettingsAsync(new UpdateRegionSettingsRequest { ResourceTypeOptInPreference = new Dictionary<string, bool>(StringComparer.Ordinal) { ["Aurora"] = true } }, Token);

        var observer = new RecordingObserver();

        var run = (await StartRun.BackupsAsync(scene, [], observer: observer)).Started();

        Assert.Equal(scene.Account.DatabaseArns.Order(StringComparer.Ordinal), run.Jobs.Select(static job => job.ResourceArn).Order(StringComparer.Ordinal));
        Assert.All(run.Jobs, static job => Assert.Equal(
            (Scene.AccountId, Scene.AbsName, Scene.Primary, BackupJobType.Backup, Scene.VaultName, "arn:aws:iam::222222222222:role/AWSBackup-Custom"),
            (job.AccountId, job.AbsName, job.Region, job.JobType, job.VaultName, job.RoleArn)));
        var question = Assert.Single(observer.Questions);
        Assert.Equal("account 222222222222, us-east-1", question.TargetName);
        Assert.StartsWith("Start 3 backup jobs: Back up payroll-", question.Action, StringComparison.Ordinal);
        scene.Simulator.World.Advance(TimeSpan.FromHours(1));
        var points = (await backup.ListRecoveryPointsByBackupVaultAsync(new ListRecoveryPointsByBackupVaultRequest { BackupVaultName = Scene.VaultName }, Token)).RecoveryPoints;
        Assert.Equal(3, points.Count);
        Assert.All(points, static point => Assert.Equal(300, point.Lifecycle.DeleteAfterDays));
    }

    [Fact]
    public async Task What_cannot_be_backed_up_is_told_each_by_itself_and_the_others_are()
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        scene.Simulator.Rds.SetStatus(scene.Account.DatabaseArns[1], "stopped");

        var run = await StartRun.BackupsAsync(scene, ["PAYROLL-DB-1", scene.Account.DatabaseArns[0], "payroll-db-2", "nobody", "payroll-aurora-1-2", scene.Account.DatabaseArns[2]]);

        Assert.Equal(scene.Account.DatabaseArns[0], Assert.Single(run.Jobs).ResourceArn);
        Assert.Equal(["DatabaseNotFound", "DatabaseIsClusterMember", "DatabaseNotAvailable", "OptInOff"], run.Failures.Select(static failure => failure.ErrorId));
        Assert.Equal(("incomplete", true), (run.Outcome.Result, run.Outcome.HasFailed));
        Assert.All(run.Failures, static failure => Assert.Contains("in us-east-1 of account 222222222222", failure.Message, StringComparison.Ordinal));
        Assert.Contains("payroll-aurora-1,", run.Failures[1].Message, StringComparison.Ordinal);
        Assert.Contains("aws rds start-db-instance --db-instance-identifier payroll-db-2 --region us-east-1", run.Failures[2].Remedy, StringComparison.Ordinal);
        Assert.EndsWith($"Initialize-XacntBackupAccount -OptIn; or, with credentials of account {Scene.AccountId}: aws backup update-region-settings --region {Scene.Primary} --resource-type-opt-in-preference Aurora=true", run.Failures[3].Remedy, StringComparison.Ordinal);
        Assert.Equal("StartBackupJob", scene.Writes());
    }

    [Fact]
    public async Task What_the_plan_means_and_the_settings_keep_from_it_is_told_and_not_left_out()
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();

        var run = await StartRun.BackupsAsync(scene, []);

        Assert.Equal(2, run.Jobs.Count);
        Assert.Equal("OptInOff", Assert.Single(run.Failures).ErrorId);
    }

    [Fact]
    public async Task A_token_makes_a_repetition_known_and_without_one_every_run_starts_a_job()
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        var options = new BackupStartOptions { IdempotencyToken = "CHG 4711" };

        var first = (await StartRun.BackupsAsync(scene, ["payroll-db-1", "payroll-db-2"], options)).Started();
        var second = (await StartRun.BackupsAsync(scene, ["payroll-db-2", "payroll-db-1"], options)).Started();
        var third = (await StartRun.BackupsAsync(scene, ["payroll-db-1"])).Started();

        Assert.Equal(Ids(first), Ids(second));
        Assert.Equal(2, Ids(first).Distinct(StringComparer.Ordinal).Count());
        Assert.DoesNotContain(third.Jobs[0].JobId, Ids(first));
        Assert.Equal(3, scene.Simulator.Backup.CountJobs(Scene.AccountId, Scene.Primary, JobKind.Backup));

        static IReadOnlyList<string> Ids(StartRun run) => [.. run.Jobs.OrderBy(static job => job.ResourceArn, StringComparer.Ordinal).Select(static job => job.JobId)];
    }

    [Fact]
    public async Task A_start_whose_answer_is_lost_is_asked_for_again_and_begins_once()
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        scene.Fail("StartBackupJob", FaultKind.AnswerLost);

        (await StartRun.BackupsAsync(scene, ["payroll-db-1"])).Started();

        Assert.Equal(2, scene.Requests("StartBackupJob").Count);
        Assert.Equal(1, scene.Simulator.Backup.CountJobs(Scene.AccountId, Scene.Primary, JobKind.Backup));
    }

    [Fact]
    public async Task A_job_that_was_started_and_cannot_be_read_is_told_all_the_same()
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        scene.Fail("DescribeBackupJob", FaultKind.AccessDenied, times: 0);

        var job = Assert.Single((await StartRun.BackupsAsync(scene, ["payroll-db-1"])).Started().Jobs);

        Assert.Equal(("CREATED", "payroll-db-1", Scene.AbsName, Scene.VaultName), (job.State, job.ResourceName, job.AbsName, job.VaultName));
        Assert.NotEmpty(job.JobId);
    }

    [Fact]
    public async Task A_start_that_AWS_denies_names_the_database_and_what_to_allow()
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        scene.Fail("StartBackupJob", FaultKind.AccessDenied, times: 0);

        var run = await StartRun.BackupsAsync(scene, ["payroll-db-1"]);

        var failure = Assert.Single(run.Failures);
        Assert.Equal(("AccessDenied", FailureCategory.PermissionDenied, "failed"), (failure.ErrorId, failure.Category, run.Outcome.Result));
        Assert.StartsWith("The backup of payroll-db-1 was not begun. In account 222222222222, us-east-1, at backup:StartBackupJob:", failure.Message, StringComparison.Ordinal);
        Assert.Contains("\"Action\":\"iam:PassRole\",\"Resource\":\"arn:aws:iam::222222222222:role/AWSBackup-Custom\"", failure.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Decision.WhatIf, "to be started")]
    [InlineData(Decision.Declined, "declined")]
    public async Task Nothing_is_written_before_it_is_confirmed(Decision decision, string word)
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        var observer = new RecordingObserver(decision);

        var run = await StartRun.BackupsAsync(scene, ["payroll-db-1", "payroll-db-2"], new() { RetentionDays = -1 }, observer);

        Assert.Equal((word, 0), (run.Outcome.Result, run.Jobs.Count));
        Assert.Equal(
            ["database 'payroll-db-1' in account 222222222222, us-east-1: Back up payroll-db-1 into payroll-Vault, kept for ever", "database 'payroll-db-2' in account 222222222222, us-east-1: Back up payroll-db-2 into payroll-Vault, kept for ever"],
            Assert.Single(observer.Questions).Steps.Select(static step => $"{step.TargetName}: {step.Action}"));
        Assert.Empty(scene.Writes());
    }

    [Fact]
    public async Task A_retention_outside_the_lock_of_the_vault_starts_nothing()
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync(new() { DeleteAfterDays = 30 });
        await scene.Engine.LockAsync(scene.Target, new VaultLockOptions { MinRetentionDays = 7, MaxRetentionDays = 40, Vault = VaultScope.Primary }, scene.Observer, Token);
        scene.Simulator.ClearRequests();

        var outside = await StartRun.BackupsAsync(scene, ["payroll-db-1"], new() { RetentionDays = 41 });
        var within = await StartRun.BackupsAsync(scene, ["payroll-db-1"]);

        Assert.Equal("RetentionOutsideVaultLock", outside.Outcome.Failure!.ErrorId);
        Assert.Contains("locked in governance mode for a retention of 7 to 40 days: a backup, kept for 41 days, would fail", outside.Outcome.Failure.Message, StringComparison.Ordinal);
        within.Started();
        Assert.Equal("StartBackupJob", scene.Writes());
    }

    [Fact]
    public async Task Without_a_plan_it_has_to_be_said_what_is_backed_up_and_for_how_long()
    {
        await using var scene = await Scene.StartAsync();
        scene.Simulator.Backup.AddVault(Scene.AccountId, Scene.Primary, "Other");

        var whole = await StartRun.BackupsAsync(scene, [], new() { BackupVaultName = "Other" });
        var unsaid = await StartRun.BackupsAsync(scene, ["payroll-db-1"], new() { BackupVaultName = "Other" });
        var vaultless = await StartRun.BackupsAsync(scene, ["payroll-db-1"], new() { RetentionDays = 7 });
        var said = await StartRun.BackupsAsync(scene, ["payroll-db-1"], new() { BackupVaultName = "Other", RetentionDays = 7 }, target: scene.Target with { AbsName = "*" });

        Assert.Equal(["BackupPlanNotFound", "BackupPlanNotFound", "VaultNotFound"], new[] { whole, unsaid, vaultless }.Select(static run => run.Outcome.Failure!.ErrorId));
        Assert.Contains("-ResourceArn", whole.Outcome.Failure!.Remedy, StringComparison.Ordinal);
        Assert.Contains("-RetentionDays", unsaid.Outcome.Failure!.Remedy, StringComparison.Ordinal);
        Assert.Equal("Other", Assert.Single(said.Started().Jobs).VaultName);
    }

    [Fact]
    public void What_cannot_be_is_found_before_any_call()
    {
        Assert.Equal(
            ["BackupRoleName", "IdempotencyToken", "TagKey", "BackupVaultName", "RetentionDays", "StartWindowMinutes"],
            Names(StartOptionsValidator.Validate(new BackupStartOptions { BackupRoleName = "a role", IdempotencyToken = " ", TagKey = "aws:x", BackupVaultName = "x", RetentionDays = 0, StartWindowMinutes = 59 })));
        Assert.Equal(["CompleteWindowMinutes"], Names(StartOptionsValidator.Validate(new BackupStartOptions { CompleteWindowMinutes = 120 })));
        Assert.Equal(["CompleteWindowMinutes"], Names(StartOptionsValidator.Validate(new BackupStartOptions { StartWindowMinutes = 60, CompleteWindowMinutes = 119 })));
        Assert.Empty(StartOptionsValidator.Validate(new BackupStartOptions { StartWindowMinutes = 60, CompleteWindowMinutes = 120, RetentionDays = -1 }));
        var any = new Engine.Accounts.AccountTarget(Scene.AccountId, "*", Scene.Primary, [], "Xacnt_Backup_Role");
        Assert.Equal(["AbsName"], Names(StartOptionsValidator.Validate(any, [], new BackupStartOptions())));
        Assert.Equal(["BackupVaultName", "RetentionDays"], Names(StartOptionsValidator.Validate(any, ["orders"], new BackupStartOptions())));
        string[] wrong = ["orders-*", "arn:aws:rds:us-east-2:222222222222:db:orders", "arn:aws:rds:us-east-1:333333333333:db:orders", "arn:aws:elasticfilesystem:us-east-1:222222222222:file-system/fs-1"];
        Assert.Equal(4, StartOptionsValidator.Validate(any with { AbsName = "a" }, wrong, new BackupStartOptions()).Count);
    }

    private static IEnumerable<string> Names(IEnumerable<Engine.Accounts.ParameterFault> faults) => faults.Select(static fault => fault.ParameterName);
}
