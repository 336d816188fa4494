using Amazon.Backup.Model;
using AwsBackupPlan.Engine.Deployment;
using AwsBackupPlan.Engine.Tests.Scenes;
using AwsBackupPlan.Simulator.Faults;
using AwsBackupPlan.Simulator.Sts;

namespace AwsBackupPlan.Engine.Tests.Deployment;

public sealed class RepetitionTests
{
    // The writes of a fresh account: two vaults, the plan, the selection.
    public static TheoryData<string, int> Writes => new()
    {
        { "CreateBackupVault", 1 },
        { "CreateBackupVault", 2 },
        { "CreateBackupPlan", 1 },
        { "CreateBackupSelection", 1 },
    };

    [Theory]
    [MemberData(nameof(Writes))]
    public async Task A_run_that_died_before_a_write_is_completed_by_the_next(string operation, int nth)
    {
        await using var scene = await Scene.StartAsync();
        scene.Fail(operation, FaultKind.AccessDenied, nth);

        var first = await scene.DeployAsync();
        var second = await scene.DeployAsync();

        Assert.Equal("AccessDenied", first.Failure!.ErrorId);
        Assert.Equal(DeploymentStatus.Failed, first.Result!.Status);
        Assert.Null(second.Failure?.Message);
        await AssertOneOfEachAsync(scene);
    }

    [Theory]
    [MemberData(nameof(Writes))]
    public async Task An_answer_that_was_lost_makes_no_duplicate(string operation, int nth)
    {
        await using var scene = await Scene.StartAsync();
        scene.Fail(operation, FaultKind.AnswerLost, nth);

        var outcome = await scene.DeployAsync();

        Assert.Null(outcome.Failure?.Message);
        Assert.Equal(DeploymentStatus.Created, outcome.Result!.Status);
        await AssertOneOfEachAsync(scene);
    }

    [Fact]
    public async Task Two_runs_at_once_end_with_one_set()
    {
        await using var scene = await Scene.StartAsync();

        var outcomes = await Task.WhenAll(scene.DeployAsync(), scene.DeployAsync());

        Assert.All(outcomes, static outcome => Assert.Null(outcome.Failure?.Message));
        await AssertOneOfEachAsync(scene);
    }

    [Fact]
    public async Task A_vault_that_another_made_meanwhile_is_met_by_reading_again()
    {
        await using var scene = await Scene.StartAsync();
        var observer = new MeddlingObserver(async () =>
        {
            using var backup = await scene.Other(Scene.Copy).ClientAsync();
            var request = new CreateBackupVaultRequest { BackupVaultName = Scene.VaultName, EncryptionKeyArn = scene.Account.KeyArns[1], BackupVaultTags = Scene.Tags(("ABS", Scene.AbsName)) };
            await backup.CreateBackupVaultAsync(request, TestContext.Current.CancellationToken);
        });

        var outcome = await scene.DeployAsync(observer: observer);

        Assert.Null(outcome.Failure?.Message);
        await AssertOneOfEachAsync(scene);
    }

    [Fact]
    public async Task A_stranger_s_vault_that_came_meanwhile_blocks_and_stays_untouched()
    {
        await using var scene = await Scene.StartAsync();
        var observer = new MeddlingObserver(async () =>
        {
            using var backup = await scene.Other(Scene.Copy).ClientAsync();
            await backup.CreateBackupVaultAsync(new CreateBackupVaultRequest { BackupVaultName = Scene.VaultName, EncryptionKeyArn = scene.Account.KeyArns[1] }, TestContext.Current.CancellationToken);
        });

        var outcome = await scene.DeployAsync(observer: observer);

        Assert.Equal("VaultNotOwned", outcome.Failure!.ErrorId);
        Assert.Empty(scene.Requests("CreateBackupPlan"));
    }

    [Fact]
    public async Task What_another_changed_meanwhile_is_not_overwritten_without_a_question()
    {
        await using var scene = await Scene.StartAsync();
        var observer = new MeddlingObserver(async () =>
        {
            using var backup = await scene.Other().ClientAsync();
            var plan = new BackupPlanInput { BackupPlanName = Scene.PlanName, Rules = [new BackupRuleInput { RuleName = "another", TargetBackupVaultName = Scene.VaultName, ScheduleExpression = "cron(0 1 ? * * *)" }] };
            await backup.CreateBackupVaultAsync(
                new CreateBackupVaultRequest { BackupVaultName = Scene.VaultName, EncryptionKeyArn = scene.Account.KeyArns[0], BackupVaultTags = Scene.Tags(("ABS", Scene.AbsName)) }, TestContext.Current.CancellationToken);
            await backup.CreateBackupPlanAsync(new CreateBackupPlanRequest { BackupPlan = plan, BackupPlanTags = Scene.Tags(("ABS", Scene.AbsName)) }, TestContext.Current.CancellationToken);
        });

        var outcome = await scene.DeployAsync(observer: observer);

        Assert.Equal("StateChanged", outcome.Failure!.ErrorId);
        Assert.Equal(FailureCategory.ResourceBusy, outcome.Failure.Category);
        Assert.Contains("update 1 plan", outcome.Failure.Message, StringComparison.Ordinal);
        Assert.Contains(Scene.PlanName, outcome.Failure.Message, StringComparison.Ordinal);
        Assert.Empty(scene.Requests("UpdateBackupPlan"));
    }

    [Fact]
    public async Task The_result_tells_what_was_done_in_the_end_not_what_was_meant_at_first()
    {
        await using var scene = await Scene.StartAsync();
        var deployed = await scene.DeployedAsync();
        var onlyRds = new DeploymentOptions { ResourceTypes = ["RDS"] };
        var observer = new MeddlingObserver(async () =>
        {
            using var backup = await scene.Other().ClientAsync();
            var selection = (await backup.GetBackupSelectionAsync(
                new GetBackupSelectionRequest { BackupPlanId = deployed.PlanId, SelectionId = deployed.SelectionId }, TestContext.Current.CancellationToken)).BackupSelection;
            (selection.SelectionName, selection.Resources) = ("payroll-RDS-BackupSelection-Current", ["arn:aws:rds:*:*:db:*"]);
            await backup.CreateBackupSelectionAsync(new CreateBackupSelectionRequest { BackupPlanId = deployed.PlanId, BackupSelection = selection }, TestContext.Current.CancellationToken);
            await backup.DeleteBackupSelectionAsync(new DeleteBackupSelectionRequest { BackupPlanId = deployed.PlanId, SelectionId = deployed.SelectionId }, TestContext.Current.CancellationToken);
        });

        var outcome = await scene.DeployAsync(onlyRds, observer: observer);

        Assert.Null(outcome.Failure?.Message);
        Assert.All(outcome.Result!.Changes, static change => Assert.Equal(ChangeAction.None, change.Action));
        Assert.Equal("Everything is as desired.", outcome.Result.Message);
        Assert.Equal(ComparisonStatus.InSync, (await scene.CompareAsync(onlyRds)).Result!.Status);
    }

    [Fact]
    public async Task The_message_tells_what_was_made()
    {
        await using var scene = await Scene.StartAsync();

        var comparison = (await scene.CompareAsync(new DeploymentOptions())).Result!;
        var created = await scene.DeployedAsync();
        var updated = await scene.DeployedAsync(new DeploymentOptions { ResourceTypes = ["RDS"], ScheduleExpression = "cron(0 1 ? * * *)" });

        Assert.Equal("None of the resources exist.", comparison.Message);
        Assert.Equal("Created 2 vaults, 1 plan and 1 selection.", created.Message);
        Assert.Equal("Updated 1 plan; replaced 1 selection.", updated.Message);
    }

    [Fact]
    public async Task A_plan_that_an_earlier_run_made_and_the_list_does_not_show_is_not_taken_for_a_new_one()
    {
        await using var scene = await Scene.StartAsync();
        var deployed = await scene.DeployedAsync();
        scene.Time.Advance(TimeSpan.FromHours(1));
        scene.Simulator.Backup.ChangePlan(Scene.AccountId, Scene.Primary, deployed.PlanId!, static plan => plan["BackupPlanName"] = "hidden");

        var outcome = await scene.DeployAsync();

        Assert.Equal("StateKeepsMoving", outcome.Failure!.ErrorId);
        Assert.Equal(FailureCategory.ResourceBusy, outcome.Failure.Category);
    }

    [Fact]
    public async Task A_role_that_AWS_Backup_does_not_know_yet_is_waited_for()
    {
        await using var scene = await Scene.StartAsync();
        scene.Simulator.Sts.RemoveRole(Scene.AccountId, "AWSBackup-Custom");
        var skipped = scene.Time.Skipped!;
        scene.Time.Skipped = by =>
        {
            skipped(by);
            if (scene.Time.Waited > TimeSpan.FromSeconds(20))
            {
                scene.Simulator.Sts.SetRole(Scene.AccountId, "AWSBackup-Custom", new SimulatedRole { TrustsBackup = true });
            }
        };

        var outcome = await scene.DeployAsync();

        Assert.Null(outcome.Failure?.Message);
        Assert.InRange(scene.Time.Waited, TimeSpan.FromSeconds(20), TimeSpan.FromMinutes(2));
    }

    [Fact]
    public async Task A_role_that_AWS_Backup_cannot_use_is_told_with_what_it_needs_and_the_next_run_goes_on()
    {
        await using var scene = await Scene.StartAsync();
        scene.Simulator.Sts.RemoveRole(Scene.AccountId, "AWSBackup-Custom");

        var first = await scene.DeployAsync();
        scene.Simulator.Sts.SetRole(Scene.AccountId, "AWSBackup-Custom", new SimulatedRole { TrustsBackup = true });
        scene.Simulator.ClearRequests();
        var second = await scene.DeployAsync();

        Assert.Equal("BackupRoleNotUsable", first.Failure!.ErrorId);
        Assert.Contains("backup.amazonaws.com", first.Failure.Remedy, StringComparison.Ordinal);
        Assert.Contains("tag:GetResources", first.Failure.Remedy, StringComparison.Ordinal);
        Assert.Null(second.Failure?.Message);
        Assert.Equal("CreateBackupSelection", scene.Writes());
    }

    [Fact]
    public async Task A_selection_that_is_not_visible_yet_is_not_made_twice()
    {
        await using var scene = await Scene.StartAsync();
        scene.Simulator.Backup.Behaviour.SelectionVisibleAfter = TimeSpan.FromMinutes(2);

        await scene.DeployedAsync();
        await scene.DeployedAsync();
        scene.Simulator.World.Advance(TimeSpan.FromMinutes(3));

        await AssertOneOfEachAsync(scene);
        Assert.Equal(DeploymentStatus.Unchanged, (await scene.DeployAsync()).Result!.Status);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(60)]
    public async Task Switching_back_and_forth_always_leaves_a_selection_even_if_request_ids_outlive_what_they_made(int minutesBetween)
    {
        await using var scene = await Scene.StartAsync();
        scene.Simulator.Backup.Behaviour.CreatorRequestIdsOutliveDeletion = true;

        for (var time = 1; time <= 5; time++)
        {
            await scene.DeployedAsync();
            scene.Time.Advance(TimeSpan.FromMinutes(minutesBetween));
            await scene.DeployedAsync(new DeploymentOptions { ResourceTypes = ["RDS"] });
            scene.Time.Advance(TimeSpan.FromMinutes(minutesBetween));
        }

        await scene.DeployedAsync();
        await AssertOneOfEachAsync(scene);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(60)]
    public async Task A_selection_that_somebody_deleted_is_made_again_even_if_request_ids_outlive_what_they_made(int minutesBetween)
    {
        await using var scene = await Scene.StartAsync();
        scene.Simulator.Backup.Behaviour.CreatorRequestIdsOutliveDeletion = true;
        using var backup = await scene.Other().ClientAsync();

        for (var time = 1; time <= 3; time++)
        {
            var deployed = await scene.DeployedAsync();
            await backup.DeleteBackupSelectionAsync(new DeleteBackupSelectionRequest { BackupPlanId = deployed.PlanId, SelectionId = deployed.SelectionId }, TestContext.Current.CancellationToken);
            scene.Time.Advance(TimeSpan.FromMinutes(minutesBetween));
        }

        await scene.DeployedAsync();
        await AssertOneOfEachAsync(scene);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(60)]
    public async Task A_set_can_be_made_and_removed_many_times_even_if_request_ids_outlive_what_they_made(int minutesBetween)
    {
        await using var scene = await Scene.StartAsync();
        scene.Simulator.Backup.Behaviour.CreatorRequestIdsOutliveDeletion = true;

        for (var time = 1; time <= 4; time++)
        {
            await scene.DeployedAsync();
            Assert.Null((await scene.RemoveAsync()).Failure?.Message);
            scene.Time.Advance(TimeSpan.FromMinutes(minutesBetween));
        }

        await scene.DeployedAsync();
        await AssertOneOfEachAsync(scene);
    }

    [Fact]
    public async Task A_new_selection_is_seen_before_the_old_one_goes()
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        scene.Time.Advance(TimeSpan.FromHours(1));
        scene.Simulator.Backup.Behaviour.SelectionVisibleAfter = TimeSpan.FromSeconds(90);

        await scene.DeployedAsync(new DeploymentOptions { ResourceTypes = ["RDS"] });

        Assert.InRange(scene.Time.Waited - TimeSpan.FromHours(1), TimeSpan.FromSeconds(80), TimeSpan.FromMinutes(2));
        Assert.Equal(ComparisonStatus.InSync, (await scene.CompareAsync(new DeploymentOptions { ResourceTypes = ["RDS"] })).Result!.Status);
    }

    // The writes of an update: a tag of the plan is missing, its schedule differs, and other databases are selected.
    [Theory]
    [InlineData("TagResource", false)]
    [InlineData("TagResource", true)]
    [InlineData("UpdateBackupPlan", false)]
    [InlineData("UpdateBackupPlan", true)]
    [InlineData("CreateBackupSelection", false)]
    [InlineData("CreateBackupSelection", true)]
    [InlineData("DeleteBackupSelection", false)]
    [InlineData("DeleteBackupSelection", true)]
    public async Task An_update_that_died_at_a_write_is_completed_by_the_next_run(string operation, bool isAnswerLost)
    {
        await using var scene = await Scene.StartAsync();
        var deployed = await scene.DeployedAsync();
        var options = new DeploymentOptions { ResourceTypes = ["RDS"], ScheduleExpression = "cron(0 1 ? * * *)", Adopt = true };
        using (var backup = await scene.Other().ClientAsync())
        {
            await backup.UntagResourceAsync(new UntagResourceRequest { ResourceArn = deployed.PlanArn, TagKeyList = ["ABS"] }, TestContext.Current.CancellationToken);
        }

        scene.Fail(operation, isAnswerLost ? FaultKind.AnswerLost : FaultKind.AccessDenied);
        var first = await scene.DeployAsync(options);
        var second = await scene.DeployAsync(options);

        Assert.Equal(isAnswerLost ? null : "AccessDenied", first.Failure?.ErrorId);
        Assert.Null(second.Failure?.Message);
        Assert.Equal(isAnswerLost ? DeploymentStatus.Unchanged : DeploymentStatus.Updated, second.Result!.Status);
        await AssertOneOfEachAsync(scene, options);
    }

    private static async Task AssertOneOfEachAsync(Scene scene, DeploymentOptions? options = null)
    {
        var comparison = (await scene.CompareAsync(options)).Result!;
        Assert.Equal(ComparisonStatus.InSync, comparison.Status);
        using var backup = await scene.Other().ClientAsync();
        var plans = (await backup.ListBackupPlansAsync(new ListBackupPlansRequest(), TestContext.Current.CancellationToken)).BackupPlansList;
        var plan = Assert.Single(plans);
        var selections = await backup.ListBackupSelectionsAsync(new ListBackupSelectionsRequest { BackupPlanId = plan.BackupPlanId }, TestContext.Current.CancellationToken);
        Assert.Single(selections.BackupSelectionsList);
    }
}
