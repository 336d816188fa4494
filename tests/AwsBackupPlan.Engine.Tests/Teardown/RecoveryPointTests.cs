using Amazon.Backup.Model;
using AwsBackupPlan.Engine.Teardown;
using AwsBackupPlan.Engine.Tests.Scenes;
using AwsBackupPlan.Simulator;
using AwsBackupPlan.Simulator.Backup;
using AwsBackupPlan.Simulator.Backup.RecoveryPoints;
using AwsBackupPlan.Simulator.Faults;
using AwsBackupPlan.Simulator.Hosting;

namespace AwsBackupPlan.Engine.Tests.Teardown;

public sealed class RecoveryPointTests
{
    [Theory]
    [InlineData(RecoveryPointDeletion.BecomesExpired, FailureCategory.PermissionDenied, "EXPIRED", "rds:DeleteDBSnapshot")]
    [InlineData(RecoveryPointDeletion.Locked, FailureCategory.InvalidOperation, "lock", "Set-XacntVaultLock")]
    [InlineData(RecoveryPointDeletion.OnLegalHold, FailureCategory.InvalidOperation, "legal hold", "cancel-legal-hold")]
    [InlineData(RecoveryPointDeletion.Busy, FailureCategory.ResourceBusy, "busy", "Run Remove-XacntBackupResource again")]
    public async Task A_point_that_cannot_be_deleted_is_told_with_the_reason_and_the_rest_goes_on(RecoveryPointDeletion deletion, FailureCategory category, string reason, string remedy)
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        var stuck = Add(scene, new SeededRecoveryPoint { VaultName = Scene.VaultName, ResourceArn = scene.Account.DatabaseArns[0], Deletion = deletion });
        scene.AddPoints(Scene.Primary, 3);
        scene.AddPoints(Scene.Copy, 2);

        var outcome = await scene.RemoveAsync(new TeardownOptions { Timeout = TimeSpan.FromMinutes(10) });
        var result = outcome.Result!;

        Assert.Equal(RemovalStatus.Incomplete, result.Status);
        Assert.Equal(("RemovalIncomplete", category), (outcome.Failure?.ErrorId, outcome.Failure?.Category));
        Assert.Contains($"in account {Scene.AccountId} ({Scene.Primary}, {Scene.Copy})", outcome.Failure!.Message, StringComparison.Ordinal);
        Assert.Contains(result.Message, outcome.Failure.Message, StringComparison.Ordinal);
        Assert.Equal(result.Remedy, outcome.Failure.Remedy);
        Assert.Equal(5, result.RecoveryPointsDeleted);
        Assert.Equal(1, result.VaultsDeleted);
        var point = Assert.Single(result.Remaining, static left => left.ResourceType == BackupResourceType.RecoveryPoint);
        Assert.Equal(stuck, point.ResourceArn);
        Assert.Contains(reason, point.Reason, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(remedy, point.Remedy, StringComparison.Ordinal);
        Assert.Single(result.Remaining, static left => left is { ResourceType: BackupResourceType.BackupVault, Region: Scene.Primary });
        Assert.NotNull(result.Remedy);
    }

    [Fact]
    public async Task A_busy_point_is_asked_for_again_until_it_can_go()
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        Add(scene, new SeededRecoveryPoint { VaultName = Scene.VaultName, ResourceArn = scene.Account.DatabaseArns[0], Deletion = RecoveryPointDeletion.Busy, DeletionAttempts = 4 });

        var result = (await scene.RemoveAsync()).Result!;

        Assert.Equal(RemovalStatus.Removed, result.Status);
        Assert.Equal(5, scene.Requests("DeleteRecoveryPoint").Count);
    }

    [Fact]
    public async Task A_point_that_was_EXPIRED_before_is_tried_once_more()
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        Add(scene, new SeededRecoveryPoint { VaultName = Scene.VaultName, ResourceArn = scene.Account.DatabaseArns[0], Status = "EXPIRED" });

        Assert.Equal(RemovalStatus.Removed, (await scene.RemoveAsync()).Result!.Status);
    }

    [Fact]
    public async Task A_continuous_point_is_left_and_said_so_and_never_asked_for()
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        Add(scene, new SeededRecoveryPoint { VaultName = Scene.VaultName, ResourceArn = scene.Account.DatabaseArns[0], IsContinuous = true });

        var result = (await scene.RemoveAsync()).Result!;

        Assert.Equal(RemovalStatus.Incomplete, result.Status);
        Assert.Contains(result.Remaining, static left => left.Reason.Contains("continuous backup", StringComparison.Ordinal));
        Assert.Empty(scene.Requests("DeleteRecoveryPoint"));
    }

    [Fact]
    public async Task Nested_points_go_before_their_composite_one()
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        var parent = Add(scene, new SeededRecoveryPoint { VaultName = Scene.VaultName, ResourceArn = scene.Account.DatabaseArns[0], IsParent = true });
        for (var nested = 0; nested < 3; nested++)
        {
            Add(scene, new SeededRecoveryPoint { VaultName = Scene.VaultName, ResourceArn = scene.Account.DatabaseArns[0], ParentRecoveryPointArn = parent });
        }

        var result = (await scene.RemoveAsync()).Result!;

        Assert.Equal(RemovalStatus.Removed, result.Status);
        Assert.Equal(4, result.RecoveryPointsDeleted);
    }

    [Fact]
    public async Task A_locked_vault_is_left_with_its_points_without_asking_for_each()
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        scene.AddPoints(Scene.Primary, 2);
        using (var backup = await scene.Other().ClientAsync())
        {
            await backup.PutBackupVaultLockConfigurationAsync(
                new PutBackupVaultLockConfigurationRequest { BackupVaultName = Scene.VaultName, MinRetentionDays = 7, MaxRetentionDays = 400 }, TestContext.Current.CancellationToken);
        }

        await scene.RemoveAsync(new TeardownOptions { KeepRecoveryPoints = true });
        var result = (await scene.RemoveAsync()).Result!;

        Assert.Equal(RemovalStatus.Incomplete, result.Status);
        Assert.Equal(2, result.Remaining.Count(static left => left.ResourceType == BackupResourceType.RecoveryPoint));
        Assert.Empty(scene.Requests("DeleteRecoveryPoint"));
    }

    [Fact]
    public async Task Points_on_every_page_in_every_Region_go_side_by_side_within_a_bound()
    {
        await using var scene = await Scene.StartAsync(new SimulatorOptions { PageSize = 50, DeleteSeconds = 5, LatencyMs = 3 });
        await scene.DeployedAsync();
        scene.Simulator.Backup.Behaviour.FirstPageIsEmpty = true;
        scene.AddPoints(Scene.Primary, 420);
        scene.AddPoints(Scene.Copy, 130);

        var result = (await scene.RemoveAsync()).Result!;

        Assert.Equal(RemovalStatus.Removed, result.Status);
        Assert.Equal(550, result.RecoveryPointsDeleted);
        Assert.Equal(550, scene.Requests("DeleteRecoveryPoint").Count);
        Assert.InRange(MostAtOnce(scene.Requests("DeleteRecoveryPoint").Where(static request => request.Region is Scene.Primary)), 2, 48);
        var progress = scene.Observer.ProgressRecords.Last(static record => record.PercentComplete is not null);
        Assert.Equal(100, progress.PercentComplete);
        Assert.Equal("550 of 550 recovery points gone", progress.Detail);
    }

    [Fact]
    public async Task Throttled_deletions_are_done_in_the_end()
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        scene.AddPoints(Scene.Primary, 60);
        scene.Fail("DeleteRecoveryPoint", FaultKind.Throttle, nth: 5, times: 6);

        var result = (await scene.RemoveAsync()).Result!;

        Assert.Equal(RemovalStatus.Removed, result.Status);
        Assert.Equal(60, result.RecoveryPointsDeleted);
    }

    [Fact]
    public async Task A_Region_that_cannot_be_read_is_told_and_the_other_one_is_emptied()
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        scene.AddPoints(Scene.Primary, 2);
        scene.AddPoints(Scene.Copy, 2);
        scene.Fail("ListRecoveryPointsByBackupVault", FaultKind.AccessDenied, times: 0, region: Scene.Copy);

        var result = (await scene.RemoveAsync()).Result!;

        Assert.Equal(RemovalStatus.Incomplete, result.Status);
        Assert.Equal(1, result.VaultsDeleted);
        Assert.Contains("backup:ListRecoveryPointsByBackupVault", Assert.Single(result.Remaining).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_refusal_of_many_points_is_told_once()
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        var points = scene.AddPoints(Scene.Primary, 3).Order(StringComparer.Ordinal).ToList();
        scene.Fail("DeleteRecoveryPoint", FaultKind.AccessDenied, times: 0);

        var outcome = await scene.RemoveAsync();

        Assert.Equal(3, outcome.Result!.Remaining.Count(static left => left.ResourceType == BackupResourceType.RecoveryPoint));
        Assert.Equal(FailureCategory.PermissionDenied, outcome.Failure?.Category);
        Assert.Equal(2, outcome.Result.Message.Split("at backup:DeleteRecoveryPoint").Length);
        Assert.DoesNotContain(", request ", outcome.Result.Message, StringComparison.Ordinal);
        Assert.Contains($" on {points[0]}. ", outcome.Result.Message, StringComparison.Ordinal);
        Assert.Contains("(and 2 more)", outcome.Result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_AWS_says_of_many_points_is_told_once_and_in_its_own_words()
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        var points = Enumerable.Range(0, 3).Select(_ => Add(scene, new SeededRecoveryPoint { VaultName = Scene.VaultName, ResourceArn = scene.Account.DatabaseArns[0], Deletion = RecoveryPointDeletion.Busy }))
            .Order(StringComparer.Ordinal).ToList();

        var result = (await scene.RemoveAsync(new TeardownOptions { Timeout = TimeSpan.FromMinutes(1) })).Result!;

        Assert.EndsWith($"4 resources are left: It is busy: Recovery point {points[0]} is in use by another operation. Try again later (and 2 more).", result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stop_in_the_middle_leaves_no_call_running()
    {
        const int Answered = 20;
        // As many as run side by side after so many answers. All of them have to have arrived: one still on its way would come after the stop.
        const int Running = 10;
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        scene.AddPoints(Scene.Primary, 500);
        scene.Fail("DeleteRecoveryPoint", FaultKind.Timeout, nth: Answered + 1, times: 0);
        using var cancellation = new CancellationTokenSource();

        var removing = scene.Engine.RemoveAsync(scene.Target, new TeardownOptions(), scene.Observer, cancellation.Token);
        scene.WaitUntil(() => scene.Requests("DeleteRecoveryPoint").Count(static request => request.StatusCode is 0) == Running);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => removing.WaitAsync(TestContext.Current.CancellationToken));

        scene.WaitUntil(() => scene.Simulator.OpenRequests == 0);
        await scene.CompareAsync();
        Assert.Equal(Answered + Running, scene.Requests("DeleteRecoveryPoint").Count);
    }

    [Fact]
    public async Task A_session_that_ends_in_the_middle_leaves_no_call_running()
    {
        await using var scene = await Scene.StartAsync(new SimulatorOptions { LatencyMs = 20 });
        await scene.DeployedAsync();
        scene.AddPoints(Scene.Primary, 300);
        scene.Fail("DeleteRecoveryPoint", FaultKind.ExpiredToken, nth: 30, times: 0);

        var outcome = await scene.RemoveAsync();
        var asked = scene.Requests("DeleteRecoveryPoint").Count;
        await scene.CompareAsync();

        Assert.Equal("SessionExpired", outcome.Failure!.ErrorId);
        Assert.InRange(asked, 30, 100);
        Assert.Equal(asked, scene.Requests("DeleteRecoveryPoint").Count);
    }

    [Fact]
    public async Task A_busy_point_that_goes_by_itself_counts_as_gone()
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        Add(scene, Expiring(scene, RecoveryPointDeletion.Busy, TimeSpan.FromMinutes(5)));

        var result = (await scene.RemoveAsync()).Result!;

        Assert.Equal((RemovalStatus.Removed, 1L, 2), (result.Status, result.RecoveryPointsDeleted, result.VaultsDeleted));
    }

    [Fact]
    public async Task A_point_that_had_to_stay_and_went_meanwhile_keeps_no_vault()
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        Add(scene, Expiring(scene, RecoveryPointDeletion.OnLegalHold, TimeSpan.FromMinutes(1)));
        Add(scene, new SeededRecoveryPoint { VaultName = Scene.VaultName, ResourceArn = scene.Account.DatabaseArns[0], Deletion = RecoveryPointDeletion.Busy, DeletionAttempts = 15 });

        var result = (await scene.RemoveAsync()).Result!;

        Assert.Equal((RemovalStatus.Removed, 1L, 2), (result.Status, result.RecoveryPointsDeleted, result.VaultsDeleted));
        Assert.Empty(result.Remaining);
    }

    [Fact]
    public async Task Progress_tells_what_was_asked_for_before_anything_has_gone()
    {
        await using var scene = await Scene.StartAsync(new SimulatorOptions { DeleteSeconds = 60 });
        await scene.DeployedAsync();
        scene.AddPoints(Scene.Primary, 100);

        await scene.RemoveAsync();

        var details = scene.Observer.ProgressRecords.Where(static record => record.Step is "Deleting recovery points").Select(static record => record.Detail).ToList();
        Assert.Equal("0 of 100 recovery points gone", details[0]);
        Assert.Contains("0 of 100 recovery points gone, 81 asked for", details);
        Assert.Equal("100 of 100 recovery points gone", details[^1]);
    }

    [Fact]
    public async Task Points_that_are_not_gone_in_time_are_told_and_the_next_run_goes_on()
    {
        await using var scene = await Scene.StartAsync(new SimulatorOptions { DeleteSeconds = 3600 });
        await scene.DeployedAsync();
        scene.AddPoints(Scene.Primary, 3);

        var outcome = await scene.RemoveAsync(new TeardownOptions { Timeout = TimeSpan.FromMinutes(5) });
        var first = outcome.Result!;
        scene.Simulator.World.Advance(TimeSpan.FromHours(1));
        var second = (await scene.RemoveAsync()).Result!;

        Assert.Equal(FailureCategory.OperationTimeout, outcome.Failure?.Category);
        Assert.Equal(RemovalStatus.Incomplete, first.Status);
        Assert.Equal((0L, 3L), (first.RecoveryPointsDeleted, first.RecoveryPointsDeleting));
        Assert.Contains("3 recovery points are being deleted, which cannot be undone", first.Message, StringComparison.Ordinal);
        Assert.Equal(3, first.Remaining.Count(static left => left.Reason.Contains("has not finished it yet", StringComparison.Ordinal)));
        Assert.Equal(0, second.RecoveryPointsDeleting);
        Assert.Equal(RemovalStatus.Removed, second.Status);
    }

    // One that AWS refuses to delete, and that goes by itself when its time has come.
    private static SeededRecoveryPoint Expiring(Scene scene, RecoveryPointDeletion deletion, TimeSpan after) => new()
    {
        VaultName = Scene.VaultName,
        ResourceArn = scene.Account.DatabaseArns[0],
        Deletion = deletion,
        DeleteAfterDays = 1,
        CreationDate = scene.Simulator.World.Now - TimeSpan.FromDays(1) + after,
    };

    private static int MostAtOnce(IEnumerable<RequestRecord> requests)
    {
        var all = requests.ToList();
        return all.Max(one => all.Count(other => other.StartedAt <= one.StartedAt && other.EndedAt > one.StartedAt));
    }

    private static string Add(Scene scene, SeededRecoveryPoint point) => scene.Simulator.Backup.AddRecoveryPoint(Scene.AccountId, Scene.Primary, point);
}
