using System.Text.Json.Nodes;
using Amazon.Backup.Model;
using AwsBackupPlan.Engine.Monitoring.ProtectedResources;
using AwsBackupPlan.Engine.Tests.Scenes;
using AwsBackupPlan.Simulator;
using AwsBackupPlan.Simulator.Backup;
using AwsBackupPlan.Simulator.Faults;
using AwsBackupPlan.Simulator.Onboarding;

namespace AwsBackupPlan.Engine.Tests.Monitoring;

public sealed class ProtectedResourceTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_database_has_the_status_that_its_backups_and_copies_give_it_and_says_why()
    {
        await using var scene = await DeployedAsync(instances: 5, clusters: 1);
        scene.Simulator.Rds.AddInstance(Scene.AccountId, Scene.Primary, "stray", Scene.Tags(("ABS", "Payroll")));
        scene.Simulator.Rds.AddCluster(Scene.AccountId, Scene.Primary, "graph", engine: "neptune");
        await SwitchAsync(scene, "Aurora", isOn: false);
        var databases = scene.Account.DatabaseArns;
        foreach (var database in databases.Take(2).Append(databases[4]))
        {
            Add(scene, Scene.Primary, database, TimeSpan.FromHours(3));
        }

        Add(scene, Scene.Copy, databases[0], TimeSpan.FromHours(2));
        Add(scene, Scene.Copy, databases[4], TimeSpan.FromDays(3));
        Add(scene, Scene.Primary, databases[2], TimeSpan.FromDays(3));
        Add(scene, Scene.Primary, databases[3], TimeSpan.FromHours(1), status: "PARTIAL");
        AddFailedCopy(scene, databases[1], "Access denied to the key in the destination Region.");

        var result = await ReadAsync(scene);

        Assert.Equal(
            ["payroll-aurora-1: OptInOff", "payroll-db-1: Protected", "payroll-db-2: NoCopy", "payroll-db-3: Late", "payroll-db-4: NoBackup", "payroll-db-5: CopyLate", "stray: NotSelected"],
            result.Select(static info => $"{info.ResourceName}: {info.Status}"), StringComparer.Ordinal);
        Assert.Contains("Access denied to the key", result[2].Reason, StringComparison.Ordinal);
        Assert.Contains("AWSBackupServiceRolePolicyForBackup", result[2].Remedy, StringComparison.Ordinal);
        Assert.Contains("3 d old", result[3].Reason, StringComparison.Ordinal);
        Assert.Contains("every 24 h", result[3].Reason, StringComparison.Ordinal);
        Assert.Contains("values are compared with case", result[6].Reason, StringComparison.Ordinal);
        Assert.Contains("Aurora=true", result[0].Remedy, StringComparison.Ordinal);
        Assert.Equal(2, result[0].Members.Count);
        Assert.Null(result[1].Remedy);
        Assert.All(result.Where(static info => info.Status != ProtectionStatus.Protected), static info => Assert.NotNull(info.Remedy));
        var good = result[1];
        Assert.Equal((Scene.AbsName, Scene.PlanName, Scene.VaultName), (good.AbsName, good.PlanName, good.VaultName));
        Assert.Equal(["us-east-1", "us-east-2"], good.Regions.Select(static place => place.Region));
        Assert.Equal(TimeSpan.FromHours(24), good.RecoveryPointObjective);
        Assert.Equal((12, 0), (good.NextRun!.Value.UtcDateTime.Hour, good.NextRun.Value.Minute));
        Assert.InRange(good.CopyAge!.Value, TimeSpan.FromHours(2), TimeSpan.FromHours(2.5));
        Assert.Contains("StringEquals ABS = payroll", Assert.Single(good.Matches).MatchedBy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fleet_s_points_are_not_all_read_and_the_calls_to_an_account_are_few()
    {
        await using var scene = await DeployedAsync(instances: 20, clusters: 0);
        foreach (var region in new[] { Scene.Primary, Scene.Copy })
        {
            scene.Simulator.Backup.AddRecoveryPoints(Scene.AccountId, region, scene.Account.DatabaseArns.SelectMany(database => Enumerable.Range(0, 90).Select(day => Point(scene, database, TimeSpan.FromHours(3) + TimeSpan.FromDays(day)))));
        }

        scene.Simulator.ClearRequests();
        var result = await ReadAsync(scene);

        Assert.Equal(20, result.Count);
        Assert.All(result, static info => Assert.Equal(ProtectionStatus.Protected, info.Status));
        Assert.Equal(
            [
                "AssumeRole 1", "DescribeDBClusters 1", "DescribeDBInstances 1", "DescribeRegionSettings 1", "GetBackupPlan 1", "GetBackupSelection 1", "ListBackupJobs 2", "ListBackupPlans 1",
                "ListBackupSelections 1", "ListCopyJobs 1", "ListRecoveryPointsByBackupVault 2", "ListTags 1",
            ],
            scene.Simulator.Requests.GroupBy(static request => request.Operation, StringComparer.Ordinal).Select(static group => $"{group.Key} {group.Count()}").Order(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    [Fact]
    public async Task Only_a_database_without_a_new_point_is_looked_for_by_itself()
    {
        await using var scene = await DeployedAsync(instances: 3, clusters: 0);
        var databases = scene.Account.DatabaseArns;
        foreach (var region in new[] { Scene.Primary, Scene.Copy })
        {
            Add(scene, region, databases[0], TimeSpan.FromHours(3));
            Add(scene, region, databases[1], TimeSpan.FromHours(3));
            Add(scene, region, databases[2], TimeSpan.FromDays(40));
        }

        var late = (await ReadAsync(scene))[2];

        Assert.Equal(ProtectionStatus.Late, late.Status);
        Assert.InRange(late.Age!.Value, TimeSpan.FromDays(40), TimeSpan.FromDays(41));
        Assert.Equal(2, scene.Requests("ListRecoveryPointsByResource").Count);
    }

    [Fact]
    public async Task All_pages_of_all_lists_are_read()
    {
        await using var scene = await DeployedAsync(instances: 5, clusters: 2, new SimulatorOptions { PageSize = 1 });
        await SwitchAsync(scene, "Aurora", isOn: true);
        foreach (var database in scene.Account.DatabaseArns)
        {
            Add(scene, Scene.Primary, database, TimeSpan.FromHours(2));
            Add(scene, Scene.Copy, database, TimeSpan.FromHours(2));
        }

        var result = await ReadAsync(scene);

        Assert.Equal(7, result.Count);
        Assert.All(result, static info => Assert.Equal(ProtectionStatus.Protected, info.Status));
    }

    [Fact]
    public async Task A_plan_that_somebody_else_made_counts_and_so_does_one_without_copies()
    {
        await using var scene = await Scene.StartAsync(onboarding: new OnboardingOptions { Instances = 1, Clusters = 0 });
        using var backup = await scene.Other().ClientAsync();
        await backup.CreateBackupVaultAsync(new CreateBackupVaultRequest { BackupVaultName = "Default", EncryptionKeyArn = scene.Account.KeyArns[0] }, Token);
        var plan = await backup.CreateBackupPlanAsync(
            new CreateBackupPlanRequest { BackupPlan = new BackupPlanInput { BackupPlanName = "theirs", Rules = [new BackupRuleInput { RuleName = "hourly", TargetBackupVaultName = "Default", ScheduleExpression = "cron(0 * * * ? *)" }] } },
            Token);
        await backup.CreateBackupSelectionAsync(
            new CreateBackupSelectionRequest
            {
                BackupPlanId = plan.BackupPlanId,
                BackupSelection = new BackupSelection
                {
                    SelectionName = "tagged",
                    IamRoleArn = $"arn:aws:iam::{Scene.AccountId}:role/AWSBackup-Custom",
                    ListOfTags = [new Condition { ConditionType = "STRINGEQUALS", ConditionKey = "ABS", ConditionValue = "payroll" }],
                },
            },
            Token);
        await SwitchAsync(scene, "RDS", isOn: true);

        var pending = Assert.Single(await ReadAsync(scene));
        scene.Simulator.Backup.AddRecoveryPoint(Scene.AccountId, Scene.Primary, Point(scene, scene.Account.DatabaseArns[0], TimeSpan.FromMinutes(30)) with { VaultName = "Default" });
        var uncopied = Assert.Single(await ReadAsync(scene));
        var good = Assert.Single((await scene.Engine.GetProtectionAsync(scene.Target with { AbsName = "*", CopyRegions = [] }, new ProtectionQuery(), scene.Observer, Token)).Result!);

        Assert.Equal(ProtectionStatus.NoCopy, uncopied.Status);
        Assert.Contains("no rule of the plan theirs copies it to us-east-2", uncopied.Reason, StringComparison.Ordinal);
        Assert.Equal(ProtectionStatus.Pending, pending.Status);
        Assert.Equal((ProtectionStatus.Protected, "theirs", "Default"), (good.Status, good.PlanName, good.VaultName));
        Assert.Equal("ListOfTags ABS = payroll", Assert.Single(good.Matches).MatchedBy);
        Assert.Empty(good.CopyRegions);
        Assert.Equal(TimeSpan.FromHours(1), good.RecoveryPointObjective);
    }

    [Fact]
    public async Task A_plan_that_copies_nowhere_protects_nothing_unless_no_copy_is_asked_for()
    {
        await using var scene = await DeployedAsync(instances: 1, clusters: 0);
        Add(scene, Scene.Primary, scene.Account.DatabaseArns[0], TimeSpan.FromHours(3));
        var plan = (await scene.GetAsync(Scene.AbsName)).Result![0];
        scene.Simulator.Backup.ChangePlan(Scene.AccountId, Scene.Primary, plan.PlanId, static document => document["Rules"]![0]!.AsObject().Remove("CopyActions"));

        foreach (var (target, status) in new[]
        {
            (scene.Target with { AbsName = "*", CopyRegionsAreDefault = true }, ProtectionStatus.NoCopy),
            (scene.Target with { AbsName = "*" }, ProtectionStatus.NoCopy),
            (scene.Target with { AbsName = "*", CopyRegions = [] }, ProtectionStatus.Protected),
        })
        {
            Assert.Equal(status, Assert.Single((await scene.Engine.GetProtectionAsync(target, new ProtectionQuery(), scene.Observer, Token)).Result!).Status);
        }
    }

    [Fact]
    public async Task A_copy_job_that_failed_after_a_good_copy_is_told_before_the_copy_is_late()
    {
        await using var scene = await DeployedAsync(instances: 2, clusters: 0);
        foreach (var database in scene.Account.DatabaseArns)
        {
            Add(scene, Scene.Primary, database, TimeSpan.FromHours(3));
            Add(scene, Scene.Copy, database, TimeSpan.FromHours(20));
        }

        AddFailedCopy(scene, scene.Account.DatabaseArns[0], "The key there is disabled.");

        var result = await ReadAsync(scene);

        Assert.Equal([ProtectionStatus.Failing, ProtectionStatus.Protected], result.Select(static info => info.Status));
        Assert.Contains("The key there is disabled.", result[0].Reason, StringComparison.Ordinal);
        Assert.NotNull(result[0].Remedy);
    }

    [Theory]
    [InlineData(3, 1, ProtectionStatus.Protected)]
    [InlineData(3, 3, ProtectionStatus.Failing)]
    [InlineData(20, 1, ProtectionStatus.Failing)]
    public async Task A_copy_job_that_failed_is_told_until_what_it_was_to_copy_is_copied_all_the_same(int copiedAge, int completedBefore, ProtectionStatus status)
    {
        await using var scene = await DeployedAsync(instances: 1, clusters: 0);
        var database = scene.Account.DatabaseArns[0];
        var backup = Add(scene, Scene.Primary, database, TimeSpan.FromHours(3));
        AddFailedCopy(scene, database, "The key there is disabled.", backup);
        scene.Simulator.Backup.AddRecoveryPoint(
            Scene.AccountId, Scene.Copy, Point(scene, database, TimeSpan.FromHours(copiedAge)) with { CompletionDate = scene.Simulator.World.Now.AddHours(-completedBefore) });

        var info = Assert.Single(await ReadAsync(scene));

        Assert.Equal(status, info.Status);
        Assert.Equal(status == ProtectionStatus.Failing, info.Regions[1].LastFailure is not null);
    }

    [Theory]
    [InlineData(false, 3)]
    [InlineData(true, 3)]
    [InlineData(false, 1)]
    [InlineData(true, 1)]
    public async Task A_copy_in_a_second_vault_of_the_Region_hides_no_failure_of_the_first(bool otherIsFirst, int otherAge)
    {
        await using var scene = await DeployedAsync(instances: 1, clusters: 0);
        var plan = await CopyingAlsoToAsync(scene, $"arn:aws:backup:{Scene.Copy}:{Scene.AccountId}:backup-vault:Other", otherIsFirst);
        using (var vaults = await scene.Other(Scene.Copy).ClientAsync())
        {
            await vaults.CreateBackupVaultAsync(new CreateBackupVaultRequest { BackupVaultName = "Other" }, Token);
        }

        var database = scene.Account.DatabaseArns[0];
        var backup = Add(scene, Scene.Primary, database, TimeSpan.FromHours(3));
        AddFailedCopy(scene, database, "The key there is disabled.", backup, plan);
        var copy = Point(scene, database, TimeSpan.FromHours(3)) with { CompletionDate = scene.Simulator.World.Now.AddHours(-1) };
        scene.Simulator.Backup.AddRecoveryPoint(
            Scene.AccountId, Scene.Copy, copy with { VaultName = "Other", CreationDate = scene.Simulator.World.Now.AddHours(-otherAge) });

        var failing = Assert.Single(await ReadAsync(scene));

        Assert.Equal(ProtectionStatus.Failing, failing.Status);
        Assert.Equal("The key there is disabled.", failing.Regions[1].LastFailureMessage);

        scene.Simulator.Backup.AddRecoveryPoint(Scene.AccountId, Scene.Copy, copy);

        Assert.Equal(ProtectionStatus.Protected, Assert.Single(await ReadAsync(scene)).Status);
    }

    [Fact]
    public async Task A_copy_that_failed_into_a_vault_that_no_rule_fills_any_more_is_told_until_a_newer_one_is_in_its_Region()
    {
        await using var scene = await DeployedAsync(instances: 1, clusters: 0);
        var database = scene.Account.DatabaseArns[0];
        Add(scene, Scene.Primary, database, TimeSpan.FromHours(3));
        Add(scene, Scene.Copy, database, TimeSpan.FromHours(3));
        AddCopy(scene, database, "FAILED", $"arn:aws:backup:{Scene.Copy}:{Scene.AccountId}:backup-vault:Former", "It is gone.");

        Assert.Equal(ProtectionStatus.Failing, Assert.Single(await ReadAsync(scene)).Status);

        Add(scene, Scene.Copy, database, TimeSpan.FromHours(1));

        Assert.Equal(ProtectionStatus.Protected, Assert.Single(await ReadAsync(scene)).Status);
    }

    [Fact]
    public async Task A_late_copy_of_the_backup_before_into_another_account_hides_no_failure_of_the_newest()
    {
        const string Central = "arn:aws:backup:eu-west-1:333333333333:backup-vault:Central";
        await using var scene = await DeployedAsync(instances: 1, clusters: 0);
        var plan = await CopyingAlsoToAsync(scene, Central);
        var database = scene.Account.DatabaseArns[0];
        var before = Add(scene, Scene.Primary, database, TimeSpan.FromHours(26));
        var newest = Add(scene, Scene.Primary, database, TimeSpan.FromHours(3));
        Add(scene, Scene.Copy, database, TimeSpan.FromHours(3));
        AddCopy(scene, database, "FAILED", Central, "The vault's policy does not let it in.", plan, newest);
        AddCopy(scene, database, "COMPLETED", Central, planId: plan, source: before, begunBefore: 2.5, endedBefore: 1);

        var failing = Assert.Single(await ReadAsync(scene));

        Assert.Equal(ProtectionStatus.Failing, failing.Status);
        Assert.Contains("does not let it in", failing.Reason, StringComparison.Ordinal);

        AddCopy(scene, database, "COMPLETED", Central, source: newest, begunBefore: 1, endedBefore: 0.5);

        Assert.Equal(ProtectionStatus.Protected, Assert.Single(await ReadAsync(scene)).Status);
    }

    [Fact]
    public async Task A_rule_whose_schedule_is_not_known_is_named()
    {
        await using var scene = await DeployedAsync(instances: 1, clusters: 0);
        Add(scene, Scene.Primary, scene.Account.DatabaseArns[0], TimeSpan.FromHours(3));
        var plan = (await scene.GetAsync(Scene.AbsName)).Result![0];
        scene.Simulator.Backup.ChangePlan(Scene.AccountId, Scene.Primary, plan.PlanId, static document => document["Rules"]![0]!["ScheduleExpression"] = "cron(0 5 LW * ? *)");

        var info = Assert.Single(await ReadAsync(scene));

        Assert.NotEqual(ProtectionStatus.Protected, info.Status);
        Assert.Contains("is not known here", info.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Databases_that_no_plan_takes_cost_no_call_each()
    {
        await using var scene = await Scene.StartAsync(onboarding: new OnboardingOptions { Instances = 40, Clusters = 0 });
        scene.Simulator.ClearRequests();

        var result = await ReadAsync(scene);

        Assert.Equal(40, result.Count);
        Assert.All(result, static info => Assert.Equal(ProtectionStatus.NotSelected, info.Status));
        Assert.Empty(scene.Requests("ListRecoveryPointsByResource"));
        Assert.InRange(scene.Simulator.Requests.Count, 5, 16);
    }

    [Fact]
    public async Task A_continuous_backup_is_as_new_as_the_last_time_that_the_database_can_be_restored_to()
    {
        await using var scene = await DeployedAsync(instances: 1, clusters: 0);
        var database = scene.Account.DatabaseArns[0];
        scene.Simulator.Backup.AddRecoveryPoint(Scene.AccountId, Scene.Primary, Point(scene, database, TimeSpan.FromDays(20)) with { IsContinuous = true });
        Add(scene, Scene.Copy, database, TimeSpan.FromHours(1));

        var info = Assert.Single(await ReadAsync(scene));

        Assert.Equal(ProtectionStatus.Protected, info.Status);
        Assert.InRange(info.Age!.Value, TimeSpan.Zero, TimeSpan.FromMinutes(10));
        Assert.Equal(info.LatestRestorableTime, info.Regions[0].CreationDate);
        Assert.True(info.EarliestRestorableTime < info.LatestRestorableTime);
        Assert.Contains(":continuous:", info.RecoveryPointArn, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Copies_into_another_account_are_judged_by_their_jobs()
    {
        const string Central = "arn:aws:backup:eu-west-1:333333333333:backup-vault:Central";
        await using var scene = await DeployedAsync(instances: 3, clusters: 0);
        var plan = (await scene.GetAsync(Scene.AbsName)).Result![0];
        scene.Simulator.Backup.ChangePlan(Scene.AccountId, Scene.Primary, plan.PlanId, static document =>
            document["Rules"]![0]!["CopyActions"]!.AsArray().Add(new JsonObject { ["DestinationBackupVaultArn"] = Central }));
        foreach (var database in scene.Account.DatabaseArns)
        {
            Add(scene, Scene.Primary, database, TimeSpan.FromHours(3));
            Add(scene, Scene.Copy, database, TimeSpan.FromHours(3));
        }

        AddCopy(scene, scene.Account.DatabaseArns[0], "COMPLETED", Central, planId: plan.PlanId);
        AddCopy(scene, scene.Account.DatabaseArns[1], "FAILED", Central, "The vault's policy does not let it in.");
        // On demand, of a recovery point that is old: a copy is as old as its source.
        AddCopy(scene, scene.Account.DatabaseArns[2], "COMPLETED", Central);
        scene.Simulator.ClearRequests();

        var result = await ReadAsync(scene);

        Assert.Equal([ProtectionStatus.Protected, ProtectionStatus.NoCopy, ProtectionStatus.NoCopy], result.Select(static info => info.Status));
        Assert.Contains("eu-west-1 of account 333333333333", result[1].Reason, StringComparison.Ordinal);
        Assert.Contains("does not let it in", result[1].Reason, StringComparison.Ordinal);
        Assert.Equal(["us-east-2", "eu-west-1"], result[0].CopyRegions);
        Assert.DoesNotContain(scene.Simulator.Requests, static request => request.Region is "eu-west-1");
    }

    [Fact]
    public async Task A_database_that_was_made_anew_has_nothing_of_the_one_before_it()
    {
        await using var scene = await DeployedAsync(instances: 1, clusters: 0);
        using (var backup = await scene.Other().ClientAsync())
        {
            Add(scene, Scene.Primary, scene.Account.DatabaseArns[0], TimeSpan.FromHours(3));
            Add(scene, Scene.Copy, scene.Account.DatabaseArns[0], TimeSpan.FromHours(2));
            var old = scene.Simulator.Backup.AddRecoveryPoint(Scene.AccountId, Scene.Primary, Point(scene, $"arn:aws:rds:us-east-1:{Scene.AccountId}:db:again", TimeSpan.FromHours(3)));
            var metadata = (await backup.GetRecoveryPointRestoreMetadataAsync(new GetRecoveryPointRestoreMetadataRequest { BackupVaultName = Scene.VaultName, RecoveryPointArn = old }, Token)).RestoreMetadata;
            metadata["DBInstanceIdentifier"] = "again";
            await backup.StartRestoreJobAsync(new StartRestoreJobRequest { RecoveryPointArn = old, Metadata = metadata, IamRoleArn = $"arn:aws:iam::{Scene.AccountId}:role/AWSBackup-Custom", IdempotencyToken = "once" }, Token);
            scene.Time.Advance(TimeSpan.FromHours(1));
        }

        scene.Simulator.Rds.SetTag($"arn:aws:rds:us-east-1:{Scene.AccountId}:db:again", "ABS", Scene.AbsName);

        var again = (await ReadAsync(scene)).Single(static info => info.ResourceName is "again");

        Assert.NotEqual(ProtectionStatus.Protected, again.Status);
        Assert.Null(again.Age);
        Assert.Contains("is of another database of that name", again.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_vault_that_is_gone_is_told_and_stops_nothing()
    {
        await using var scene = await DeployedAsync(instances: 1, clusters: 0);
        Add(scene, Scene.Primary, scene.Account.DatabaseArns[0], TimeSpan.FromHours(1));
        using var backup = await scene.Other(Scene.Copy).ClientAsync();
        await backup.DeleteBackupVaultAsync(new DeleteBackupVaultRequest { BackupVaultName = Scene.VaultName }, Token);

        var info = Assert.Single(await ReadAsync(scene));

        Assert.Equal(ProtectionStatus.NoCopy, info.Status);
        Assert.Contains(scene.Observer.Warnings, static warning => warning.Contains("does not exist", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_any_plan_every_database_is_told_as_not_selected()
    {
        await using var scene = await Scene.StartAsync();

        var result = await ReadAsync(scene);

        Assert.Equal(3, result.Count);
        Assert.All(result, static info => Assert.Equal((ProtectionStatus.NotSelected, Scene.AbsName), (info.Status, info.AbsName)));
    }

    [Fact]
    public async Task A_name_a_status_and_a_set_narrow_what_is_told()
    {
        await using var scene = await DeployedAsync(instances: 3, clusters: 0);
        scene.Simulator.Rds.AddInstance(Scene.AccountId, Scene.Primary, "other");

        Assert.Equal(["payroll-db-2"], (await ReadAsync(scene, new ProtectionQuery { Resources = ["*db-2"] })).Select(static info => info.ResourceName));
        Assert.Equal(["other"], (await ReadAsync(scene, new ProtectionQuery { Statuses = [ProtectionStatus.NotSelected] })).Select(static info => info.ResourceName));
        Assert.Equal(3, (await ReadAsync(scene, absName: "pay*")).Count);
        Assert.Empty(await ReadAsync(scene, absName: "led*"));
        Assert.Single(ProtectionQueryValidator.Validate(new ProtectionQuery { Resources = ["[z-a]"] }));
    }

    [Fact]
    public async Task A_set_that_no_database_is_of_is_told_and_not_taken_for_one_whose_databases_are_protected()
    {
        await using var scene = await DeployedAsync(instances: 1, clusters: 0);

        var outcome = await scene.Engine.GetProtectionAsync(scene.Target with { AbsName = "ledger" }, new ProtectionQuery { Statuses = [ProtectionStatus.NotSelected] }, scene.Observer, Token);

        Assert.Equal(("ProtectedResourceNotFound", FailureCategory.ObjectNotFound), (outcome.Failure!.ErrorId, outcome.Failure.Category));
        Assert.StartsWith("In us-east-1 of account 222222222222 no database has the tag ABS=ledger", outcome.Failure.Message, StringComparison.Ordinal);
        Assert.Empty(await ReadAsync(scene, new ProtectionQuery { Statuses = [ProtectionStatus.NotSelected] }, absName: Scene.AbsName));
    }

    [Theory]
    [InlineData("rds", "DescribeDBInstances", "rds:DescribeDBInstances")]
    [InlineData("backup", "ListRecoveryPointsByBackupVault", "backup:ListRecoveryPointsByBackupVault")]
    public async Task What_the_role_may_not_do_is_said_with_the_action(string service, string operation, string action)
    {
        await using var scene = await DeployedAsync(instances: 1, clusters: 0);
        scene.Fail(operation, FaultKind.AccessDenied, times: 100, service: service);

        var outcome = await scene.Engine.GetProtectionAsync(scene.Target with { AbsName = "*" }, new ProtectionQuery(), scene.Observer, Token);

        Assert.Equal(FailureCategory.PermissionDenied, outcome.Failure!.Category);
        Assert.Contains(action, outcome.Failure.Message + outcome.Failure.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_to_RDS_that_is_throttled_or_lost_is_tried_again()
    {
        await using var scene = await DeployedAsync(instances: 1, clusters: 0);
        scene.Fail("DescribeDBInstances", FaultKind.Throttle, service: "rds");
        scene.Fail("DescribeDBClusters", FaultKind.InternalError, service: "rds");

        Assert.Single(await ReadAsync(scene));
        Assert.Contains(scene.Observer.VerboseLines, static line => line.Contains("rds DescribeDBInstances", StringComparison.Ordinal) && line.Contains("ok", StringComparison.Ordinal));
    }

    private static async Task<Scene> DeployedAsync(int instances, int clusters, SimulatorOptions? options = null)
    {
        var scene = await Scene.StartAsync(options, new OnboardingOptions { Instances = instances, Clusters = clusters });
        await scene.DeployedAsync();
        // Long enough for a first backup and its copy to be due.
        scene.Time.Advance(TimeSpan.FromDays(2));
        return scene;
    }

    private static async Task<IReadOnlyList<ProtectedResourceInfo>> ReadAsync(Scene scene, ProtectionQuery? query = null, string absName = "*")
    {
        var outcome = await scene.Engine.GetProtectionAsync(scene.Target with { AbsName = absName }, query ?? new ProtectionQuery(), scene.Observer, Token);
        Assert.Null(outcome.Failure?.Message);
        return outcome.Result!;
    }

    private static async Task SwitchAsync(Scene scene, string type, bool isOn)
    {
        using var backup = await scene.Other().ClientAsync();
        await backup.UpdateRegionSettingsAsync(new UpdateRegionSettingsRequest { ResourceTypeOptInPreference = new Dictionary<string, bool>(StringComparer.Ordinal) { [type] = isOn } }, Token);
    }

    private static SeededRecoveryPoint Point(Scene scene, string database, TimeSpan age) => new() { VaultName = Scene.VaultName, ResourceArn = database, CreationDate = scene.Simulator.World.Now - age };

    // The plan's id.
    private static async Task<string> CopyingAlsoToAsync(Scene scene, string vaultArn, bool isFirst = false)
    {
        var plan = (await scene.GetAsync(Scene.AbsName)).Result![0];
        scene.Simulator.Backup.ChangePlan(Scene.AccountId, Scene.Primary, plan.PlanId, document =>
        {
            var copies = document["Rules"]![0]!["CopyActions"]!.AsArray();
            copies.Insert(isFirst ? 0 : copies.Count, new JsonObject { ["DestinationBackupVaultArn"] = vaultArn });
        });
        return plan.PlanId;
    }

    private static string Add(Scene scene, string region, string database, TimeSpan age, string status = "COMPLETED") =>
        scene.Simulator.Backup.AddRecoveryPoint(Scene.AccountId, region, Point(scene, database, age) with { Status = status });

    private static void AddFailedCopy(Scene scene, string database, string message, string? source = null, string? planId = null) =>
        AddCopy(scene, database, "FAILED", $"arn:aws:backup:{Scene.Copy}:{Scene.AccountId}:backup-vault:{Scene.VaultName}", message, planId, source);

    private static void AddCopy(
        Scene scene, string database, string state, string destination, string? message = null, string? planId = null, string? source = null, double begunBefore = 2, double? endedBefore = null) => scene.Simulator.Backup.AddCopyJob(Scene.AccountId, Scene.Primary, new SeededCopyJob
    {
        SourceVaultName = Scene.VaultName,
        SourceRecoveryPointArn = source ?? $"arn:aws:rds:us-east-1:{Scene.AccountId}:snapshot:awsbackup:job-1",
        DestinationVaultArn = destination,
        ResourceArn = database,
        State = state,
        StatusMessage = message,
        BackupPlanId = planId,
        CreationDate = scene.Simulator.World.Now.AddHours(-begunBefore),
        CompletionDate = endedBefore is { } hours ? scene.Simulator.World.Now.AddHours(-hours) : null,
    });
}
