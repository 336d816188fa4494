using Amazon.Backup.Model;
using AwsBackupPlan.Engine.Deployment;
using AwsBackupPlan.Engine.Fleet;
using AwsBackupPlan.Engine.Teardown;
using AwsBackupPlan.Engine.Tests.Scenes;
using AwsBackupPlan.Simulator;
using AwsBackupPlan.Simulator.Backup;
using AwsBackupPlan.Simulator.Faults;
using AwsBackupPlan.Simulator.Onboarding;

namespace AwsBackupPlan.Engine.Tests.Teardown;

public sealed class RemovalTests
{
    [Fact]
    public async Task Everything_goes_in_the_order_selections_plan_points_vaults()
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        scene.AddPoints(Scene.Primary, 3);
        scene.AddPoints(Scene.Copy, 2);

        var outcome = await scene.RemoveAsync();

        Assert.Null(outcome.Failure?.Message);
        var result = outcome.Result!;
        Assert.Equal(RemovalStatus.Removed, result.Status);
        Assert.Equal((1, 1, 5L, 2), (result.SelectionsDeleted, result.PlansDeleted, result.RecoveryPointsDeleted, result.VaultsDeleted));
        Assert.Empty(result.Remaining);
        var order = scene.Simulator.Requests.Where(static request => request.IsWrite).Select(static request => request.Operation).Distinct(StringComparer.Ordinal);
        Assert.Equal("DeleteBackupSelection, DeleteBackupPlan, DeleteRecoveryPoint, DeleteBackupVault", string.Join(", ", order));
        Assert.Equal(RemovalStatus.NothingFound, (await scene.RemoveAsync()).Result!.Status);
    }

    [Fact]
    public async Task Nothing_there_is_said_and_no_failure()
    {
        await using var scene = await Scene.StartAsync();

        var outcome = await scene.RemoveAsync();

        Assert.Null(outcome.Failure);
        Assert.Equal(RemovalStatus.NothingFound, outcome.Result!.Status);
        Assert.Empty(scene.Writes());
        Assert.Empty(scene.Observer.Questions);
    }

    [Fact]
    public async Task The_question_has_the_vaults_own_counts()
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        scene.AddPoints(Scene.Primary, 400);
        scene.AddPoints(Scene.Copy, 12);
        var observer = new RecordingObserver(Decision.WhatIf);

        var outcome = await scene.RemoveAsync(observer: observer);

        Assert.Equal(RemovalStatus.WhatIf, outcome.Result!.Status);
        Assert.Equal("Remove 1 plan, 1 selection, 2 vaults and about 412 recovery points in 2 Regions", Assert.Single(observer.Questions).Action);
        Assert.Empty(scene.Writes());
    }

    [Fact]
    public async Task A_declined_question_touches_nothing()
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();

        var outcome = await scene.RemoveAsync(observer: new RecordingObserver(Decision.Declined));

        Assert.Equal(RemovalStatus.Declined, outcome.Result!.Status);
        Assert.Empty(scene.Writes());
    }

    [Fact]
    public async Task KeepRecoveryPoints_leaves_vaults_and_data()
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        scene.AddPoints(Scene.Primary, 3);

        var result = (await scene.RemoveAsync(new TeardownOptions { KeepRecoveryPoints = true })).Result!;

        Assert.Equal(RemovalStatus.Removed, result.Status);
        Assert.Equal("DeleteBackupSelection, DeleteBackupPlan", scene.Writes());
        Assert.Equal(2, result.Remaining.Count);
        Assert.All(result.Remaining, static left => Assert.Equal(BackupResourceType.BackupVault, left.ResourceType));
    }

    [Fact]
    public async Task A_vault_without_the_tag_is_never_touched_and_nothing_else_is_either()
    {
        await using var scene = await Scene.StartAsync();
        var deployed = await scene.DeployedAsync();
        scene.AddPoints(Scene.Copy, 1);
        using (var backup = await scene.Other(Scene.Copy).ClientAsync())
        {
            await backup.UntagResourceAsync(new UntagResourceRequest { ResourceArn = deployed.VaultArn[1], TagKeyList = ["ABS"] }, TestContext.Current.CancellationToken);
        }

        scene.Simulator.ClearRequests();
        var outcome = await scene.RemoveAsync();

        Assert.Equal(RemovalStatus.Blocked, outcome.Result!.Status);
        Assert.Equal("VaultNotOwned", outcome.Failure!.ErrorId);
        Assert.Contains(Scene.Copy, outcome.Failure.Message, StringComparison.Ordinal);
        Assert.Empty(scene.Writes());
    }

    [Fact]
    public async Task A_vault_that_another_deployment_of_the_set_fills_too_is_never_touched()
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        var opposite = scene.Target with { Region = Scene.Copy, CopyRegions = [Scene.Primary] };
        Assert.Null((await scene.DeployAsync(new DeploymentOptions { PlanDocument = SamplePlan.Document }, opposite)).Failure?.Message);
        scene.AddPoints(Scene.Copy, 2);
        scene.Simulator.ClearRequests();

        var blocked = await scene.RemoveAsync();
        var writes = scene.Writes();
        var kept = (await scene.RemoveAsync(new TeardownOptions { KeepRecoveryPoints = true }, opposite)).Result!;
        var removed = (await scene.RemoveAsync()).Result!;

        Assert.Equal(RemovalStatus.Blocked, blocked.Result!.Status);
        Assert.Equal("VaultInUse", blocked.Failure!.ErrorId);
        Assert.Contains($"in {Scene.Copy} of account", blocked.Failure.Message, StringComparison.Ordinal);
        Assert.Contains($"-Region {Scene.Copy} -CopyRegion {Scene.Primary} -KeepRecoveryPoints", blocked.Failure.Remedy, StringComparison.Ordinal);
        Assert.Empty(writes);
        Assert.Equal((RemovalStatus.Removed, 1, 0), (kept.Status, kept.PlansDeleted, kept.VaultsDeleted));
        Assert.Equal((RemovalStatus.Removed, 1, 2), (removed.Status, removed.PlansDeleted, removed.VaultsDeleted));
    }

    [Fact]
    public async Task Points_of_a_living_deployment_in_a_Region_that_nobody_named_stay()
    {
        const string Third = "us-west-2";
        await using var scene = await Scene.StartAsync(onboarding: new() { CopyRegions = [Scene.Copy, Third] });
        var deployed = await scene.DeployedAsync();
        var third = scene.Target with { Region = Third, CopyRegions = [Scene.Primary] };
        var other = (await scene.DeployAsync(new DeploymentOptions { PlanDocument = SamplePlan.Document }, third)).Result!;
        scene.AddPoints(Scene.Primary, 2);
        var point = scene.Simulator.Backup.AddRecoveryPoint(
            Scene.AccountId, Third, new SeededRecoveryPoint { VaultName = Scene.VaultName, ResourceArn = scene.Account.DatabaseArns[0], BackupPlanId = other.PlanId });
        using (var backup = await scene.Other(Third).ClientAsync())
        {
            var copy = new StartCopyJobRequest
            {
                RecoveryPointArn = point,
                SourceBackupVaultName = Scene.VaultName,
                DestinationBackupVaultArn = deployed.VaultArn[0],
                IamRoleArn = $"arn:aws:iam::{Scene.AccountId}:role/AWSBackup-Custom",
            };
            await backup.StartCopyJobAsync(copy, TestContext.Current.CancellationToken);
        }

        scene.Simulator.World.Advance(TimeSpan.FromMinutes(1));
        var first = (await scene.RemoveAsync()).Result!;
        var second = (await scene.RemoveAsync(target: third)).Result!;

        Assert.Equal((RemovalStatus.Incomplete, 2L, 1), (first.Status, first.RecoveryPointsDeleted, first.VaultsDeleted));
        var left = Assert.Single(first.Remaining, static left => left.ResourceType == BackupResourceType.RecoveryPoint);
        Assert.Contains($"in {Third}, whose backup plan {Scene.PlanName} ({other.PlanId}) is still there", left.Reason, StringComparison.Ordinal);
        Assert.Equal((RemovalStatus.Removed, 2L, 2), (second.Status, second.RecoveryPointsDeleted, second.VaultsDeleted));
    }

    [Fact]
    public async Task A_stranger_s_plan_of_the_same_name_beside_the_own_one_stays()
    {
        await using var scene = await Scene.StartAsync();
        var deployed = await scene.DeployedAsync();
        var stranger = await AddStrangersPlanAsync(scene, "elsewhere");

        var result = (await scene.RemoveAsync()).Result!;

        Assert.Equal((RemovalStatus.Removed, 1, 2), (result.Status, result.PlansDeleted, result.VaultsDeleted));
        using var backup = await scene.Other().ClientAsync();
        var left = (await backup.ListBackupPlansAsync(new ListBackupPlansRequest(), TestContext.Current.CancellationToken)).BackupPlansList;
        Assert.Equal(stranger, Assert.Single(left).BackupPlanId);
        Assert.NotEqual(stranger, deployed.PlanId);
    }

    [Fact]
    public async Task A_stranger_s_plan_that_fills_the_set_s_vault_keeps_it_and_is_told_with_a_way_out()
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        await AddStrangersPlanAsync(scene, Scene.VaultName);
        scene.Simulator.ClearRequests();

        var outcome = await scene.RemoveAsync();

        Assert.Equal("VaultInUse", outcome.Failure!.ErrorId);
        Assert.Contains("fill another vault", outcome.Failure.Remedy, StringComparison.Ordinal);
        Assert.Empty(scene.Writes());
        Assert.Equal(1, (await scene.RemoveAsync(new TeardownOptions { KeepRecoveryPoints = true })).Result!.PlansDeleted);
    }

    [Fact]
    public async Task KeepRecoveryPoints_does_not_count_a_stranger_s_vault_as_kept()
    {
        await using var scene = await Scene.StartAsync();
        var deployed = await scene.DeployedAsync();
        using (var backup = await scene.Other(Scene.Copy).ClientAsync())
        {
            await backup.UntagResourceAsync(new UntagResourceRequest { ResourceArn = deployed.VaultArn[1], TagKeyList = ["ABS"] }, TestContext.Current.CancellationToken);
        }

        var result = (await scene.RemoveAsync(new TeardownOptions { KeepRecoveryPoints = true })).Result!;

        Assert.Equal(Scene.Primary, Assert.Single(result.Remaining).Region);
    }

    [Fact]
    public async Task A_plan_that_AWS_does_not_let_go_at_once_is_deleted_in_the_end()
    {
        await using var scene = await Scene.StartAsync();
        scene.Simulator.Backup.Behaviour.PlanDeleteRefusedAfterSelections = TimeSpan.FromMinutes(2);
        await scene.DeployedAsync();

        var outcome = await scene.RemoveAsync();

        Assert.Equal(RemovalStatus.Removed, outcome.Result!.Status);
        Assert.True(scene.Requests("DeleteBackupPlan").Count > 2);
    }

    [Fact]
    public async Task A_vault_in_which_AWS_still_counts_points_is_deleted_in_the_end()
    {
        await using var scene = await Scene.StartAsync();
        scene.Simulator.Backup.Behaviour.VaultDeleteRefusedAfterPoints = TimeSpan.FromMinutes(5);
        await scene.DeployedAsync();
        scene.AddPoints(Scene.Primary, 1);

        var outcome = await scene.RemoveAsync();

        Assert.Equal(RemovalStatus.Removed, outcome.Result!.Status);
        Assert.Equal(2, outcome.Result.VaultsDeleted);
    }

    [Fact]
    public async Task A_counter_that_lags_neither_keeps_an_empty_vault_nor_hides_points()
    {
        await using var scene = await Scene.StartAsync();
        scene.Simulator.Backup.Behaviour.VaultCounterLag = TimeSpan.FromHours(1);
        await scene.DeployedAsync();
        scene.AddPoints(Scene.Primary, 3);

        var result = (await scene.RemoveAsync()).Result!;

        Assert.Equal("Remove 1 plan, 1 selection, 2 vaults", scene.Observer.Questions.Last().Action);
        Assert.Equal((RemovalStatus.Removed, 3L, 2), (result.Status, result.RecoveryPointsDeleted, result.VaultsDeleted));
        Assert.All(scene.Requests("DeleteBackupVault"), static request => Assert.Null(request.ErrorType));
    }

    [Fact]
    public async Task A_selection_that_AWS_does_not_show_yet_goes_with_its_plan_as_soon_as_it_does()
    {
        await using var scene = await Scene.StartAsync();
        scene.Simulator.Backup.Behaviour.SelectionVisibleAfter = TimeSpan.FromMinutes(2);
        scene.Simulator.Backup.Behaviour.PlanDeleteRefusedAfterSelections = TimeSpan.FromMinutes(2);
        scene.Simulator.Backup.Behaviour.VaultDeleteRefusedAfterPoints = TimeSpan.FromMinutes(3);
        await scene.DeployedAsync();
        scene.AddPoints(Scene.Primary, 1);

        var result = (await scene.RemoveAsync()).Result!;

        Assert.Equal((RemovalStatus.Removed, 1, 1, 1L, 2), (result.Status, result.SelectionsDeleted, result.PlansDeleted, result.RecoveryPointsDeleted, result.VaultsDeleted));
    }

    [Fact]
    public async Task A_point_that_arrives_after_the_last_look_is_deleted_too()
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        scene.AddPoints(Scene.Primary, 1);
        var hasArrived = false;
        scene.Simulator.Backup.Behaviour.VaultDeleteRefusedAfterPoints = TimeSpan.FromMinutes(1);
        var skipped = scene.Time.Skipped!;
        scene.Time.Skipped = by =>
        {
            skipped(by);
            if (!hasArrived && scene.Requests("DeleteBackupVault").Any(static request => request is { Region: Scene.Primary, ErrorType: not null }))
            {
                hasArrived = true;
                scene.AddPoints(Scene.Primary, 1);
            }
        };

        var result = (await scene.RemoveAsync()).Result!;

        Assert.True(hasArrived);
        Assert.Equal((RemovalStatus.Removed, 2L, 2), (result.Status, result.RecoveryPointsDeleted, result.VaultsDeleted));
    }

    [Theory]
    [InlineData(MissingVaultAnswer.AccessDenied)]
    [InlineData(MissingVaultAnswer.ResourceNotFound)]
    public async Task A_vault_that_went_meanwhile_has_gone_and_no_permission_is_blamed(MissingVaultAnswer answer)
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        scene.Simulator.Backup.Behaviour.MissingVault = answer;
        var observer = new MeddlingObserver(async () =>
        {
            using var backup = await scene.Other(Scene.Copy).ClientAsync();
            await backup.DeleteBackupVaultAsync(new DeleteBackupVaultRequest { BackupVaultName = Scene.VaultName }, TestContext.Current.CancellationToken);
        });

        var result = (await scene.RemoveAsync(observer: observer)).Result!;

        Assert.Equal((RemovalStatus.Removed, 2), (result.Status, result.VaultsDeleted));
    }

    [Fact]
    public async Task A_vault_that_AWS_counts_as_full_for_too_long_is_left_with_the_reason()
    {
        await using var scene = await Scene.StartAsync();
        scene.Simulator.Backup.Behaviour.VaultDeleteRefusedAfterPoints = TimeSpan.FromHours(5);
        await scene.DeployedAsync();
        scene.AddPoints(Scene.Primary, 1);

        var outcome = await scene.RemoveAsync(new TeardownOptions { Timeout = TimeSpan.FromMinutes(10) });

        Assert.Equal(RemovalStatus.Incomplete, outcome.Result!.Status);
        var left = Assert.Single(outcome.Result.Remaining);
        Assert.Contains("still counts", left.Reason, StringComparison.Ordinal);
        Assert.Equal(1, outcome.Result.VaultsDeleted);
    }

    [Fact]
    public async Task A_selection_that_is_listed_and_cannot_be_read_hides_no_plan()
    {
        await using var scene = await Scene.StartAsync();
        scene.Simulator.Backup.Behaviour.SelectionVisibleAfter = TimeSpan.FromMinutes(2);
        scene.Simulator.Backup.Behaviour.UnknownSelectionIsListed = true;
        await scene.DeployedAsync();
        scene.AddPoints(Scene.Primary, 1);

        var comparison = (await scene.CompareAsync()).Result!;
        var result = (await scene.RemoveAsync()).Result!;

        Assert.Equal(ChangeAction.None, Assert.Single(comparison.Changes, static change => change.ResourceType == BackupResourceType.BackupPlan).Action);
        Assert.Equal(RemovalStatus.Removed, result.Status);
        Assert.Equal((1, 1, 1L, 2), (result.SelectionsDeleted, result.PlansDeleted, result.RecoveryPointsDeleted, result.VaultsDeleted));
        Assert.Equal(DeploymentStatus.Created, (await scene.DeployAsync()).Result!.Status);
    }

    [Fact]
    public async Task A_plan_that_AWS_does_not_let_go_in_time_is_left_with_all_data()
    {
        await using var scene = await Scene.StartAsync();
        scene.Simulator.Backup.Behaviour.PlanDeleteRefusedAfterSelections = TimeSpan.FromMinutes(10);
        await scene.DeployedAsync();
        scene.AddPoints(Scene.Primary, 2);

        var outcome = await scene.RemoveAsync(new TeardownOptions { Timeout = TimeSpan.FromMinutes(1) });

        Assert.Equal(("RemovalIncomplete", FailureCategory.OperationTimeout), (outcome.Failure?.ErrorId, outcome.Failure?.Category));
        Assert.Equal((RemovalStatus.Incomplete, 1, 0), (outcome.Result!.Status, outcome.Result.SelectionsDeleted, outcome.Result.PlansDeleted));
        Assert.Equal(3, outcome.Result.Remaining.Count);
        Assert.InRange(scene.Time.Waited, TimeSpan.FromSeconds(50), TimeSpan.FromSeconds(70));
        Assert.Empty(scene.Requests("DeleteRecoveryPoint"));
    }

    [Fact]
    public async Task A_copy_Region_that_only_the_plan_names_is_removed_too()
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();

        var outcome = await scene.RemoveAsync(target: scene.Target with { CopyRegions = [], CopyRegionsAreDefault = true });

        Assert.Equal(2, outcome.Result!.VaultsDeleted);
        Assert.Equal([Scene.Copy], outcome.Result.CopyRegion);
    }

    [Fact]
    public async Task A_copy_Region_that_only_the_plan_named_is_told_to_whoever_has_to_go_on()
    {
        await using var scene = await Scene.StartAsync(new SimulatorOptions { DeleteSeconds = 3600 });
        await scene.DeployedAsync();
        scene.AddPoints(Scene.Copy, 1);
        var target = scene.Target with { CopyRegions = [], CopyRegionsAreDefault = true };

        var first = (await scene.RemoveAsync(new TeardownOptions { Timeout = TimeSpan.FromMinutes(5) }, target)).Result!;
        var second = (await scene.RemoveAsync(target: target)).Result!;
        scene.Simulator.World.Advance(TimeSpan.FromHours(1));
        var third = (await scene.RemoveAsync(target: target with { CopyRegions = first.CopyRegion, CopyRegionsAreDefault = false })).Result!;

        Assert.Equal(RemovalStatus.Incomplete, first.Status);
        Assert.Contains($"-CopyRegion {Scene.Copy}", first.Remedy, StringComparison.Ordinal);
        Assert.Equal((RemovalStatus.Incomplete, 0), (second.Status, second.VaultsDeleted));
        Assert.Equal((RemovalStatus.Removed, 2), (third.Status, third.VaultsDeleted));
    }

    [Theory]
    [InlineData("DeleteBackupSelection", false)]
    [InlineData("DeleteBackupSelection", true)]
    [InlineData("DeleteBackupPlan", false)]
    [InlineData("DeleteBackupPlan", true)]
    [InlineData("DeleteRecoveryPoint", false)]
    [InlineData("DeleteRecoveryPoint", true)]
    [InlineData("DeleteBackupVault", false)]
    [InlineData("DeleteBackupVault", true)]
    public async Task A_run_that_died_at_a_write_is_completed_by_the_next(string operation, bool hadEffect)
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        scene.AddPoints(Scene.Primary, 2);
        // Dead: nothing of that kind gets through any more; where it had its effect, the first one just did.
        if (hadEffect)
        {
            scene.Fail(operation, FaultKind.AnswerLost);
        }

        scene.Fail(operation, FaultKind.ExpiredToken, nth: hadEffect ? 2 : 1, times: 0);
        var first = await scene.RemoveAsync();
        scene.Simulator.ClearFaults();
        var second = await scene.RemoveAsync();
        var third = await scene.RemoveAsync();

        Assert.Equal("SessionExpired", first.Failure!.ErrorId);
        Assert.Equal(RemovalStatus.Failed, first.Result!.Status);
        Assert.NotEmpty(first.Result.Remaining);
        Assert.Null(second.Failure?.Message);
        Assert.Equal(RemovalStatus.Removed, second.Result!.Status);
        Assert.Equal(RemovalStatus.NothingFound, third.Result!.Status);
    }

    [Theory]
    [InlineData("DeleteBackupSelection")]
    [InlineData("DeleteBackupPlan")]
    [InlineData("DeleteRecoveryPoint")]
    [InlineData("DeleteBackupVault")]
    public async Task A_lost_answer_is_no_failure_and_what_went_counts(string operation)
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        scene.AddPoints(Scene.Primary, 2);
        scene.Fail(operation, FaultKind.AnswerLost);

        var outcome = await scene.RemoveAsync();

        Assert.Null(outcome.Failure?.Message);
        var result = outcome.Result!;
        Assert.Equal(RemovalStatus.Removed, result.Status);
        Assert.Equal((1, 1, 2L, 2), (result.SelectionsDeleted, result.PlansDeleted, result.RecoveryPointsDeleted, result.VaultsDeleted));
        Assert.Equal("Removed 1 plan, 1 selection, 2 recovery points and 2 vaults.", result.Message);
    }

    [Fact]
    public async Task A_removal_that_fails_tells_what_has_gone_and_what_is_left()
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        scene.AddPoints(Scene.Primary, 2);
        scene.Fail("ListBackupJobs", FaultKind.AccessDenied, times: 0);

        var outcome = await scene.RemoveAsync();

        Assert.Equal("AccessDenied", outcome.Failure!.ErrorId);
        var result = outcome.Result!;
        Assert.Equal((RemovalStatus.Failed, 1, 1, 0), (result.Status, result.PlansDeleted, result.SelectionsDeleted, result.VaultsDeleted));
        Assert.Equal([Scene.Primary, Scene.Copy], result.Remaining.Select(static left => left.Region));
        Assert.All(result.Remaining, static left => Assert.Equal((BackupResourceType.BackupVault, Scene.AbsName, Scene.VaultName), (left.ResourceType, left.AbsName, left.VaultName)));
        Assert.Contains("Removed 1 plan and 1 selection", result.Message, StringComparison.Ordinal);
        Assert.Contains($"-CopyRegion {Scene.Copy}", result.Remedy, StringComparison.Ordinal);
    }

    private static async Task<string> AddStrangersPlanAsync(Scene scene, string vaultName)
    {
        using var backup = await scene.Other().ClientAsync();
        if (vaultName is not Scene.VaultName)
        {
            await backup.CreateBackupVaultAsync(new CreateBackupVaultRequest { BackupVaultName = vaultName }, TestContext.Current.CancellationToken);
        }

        var rule = new BackupRuleInput { RuleName = "nightly", TargetBackupVaultName = vaultName, ScheduleExpression = "cron(0 3 ? * * *)" };
        var plan = new BackupPlanInput { BackupPlanName = Scene.PlanName, Rules = [rule] };
        return (await backup.CreateBackupPlanAsync(new CreateBackupPlanRequest { BackupPlan = plan }, TestContext.Current.CancellationToken)).BackupPlanId;
    }
}
