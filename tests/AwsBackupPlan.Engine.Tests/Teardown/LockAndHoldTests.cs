using Amazon.Backup.Model;
using AwsBackupPlan.Engine.Deployment;
using AwsBackupPlan.Engine.Fleet;
using AwsBackupPlan.Engine.Teardown;
using AwsBackupPlan.Engine.Tests.Scenes;
using AwsBackupPlan.Simulator.Backup;
using AwsBackupPlan.Simulator.Faults;

namespace AwsBackupPlan.Engine.Tests.Teardown;

/// <summary>What keeps recovery points from deletion is told so that whoever reads it knows whom to ask, or until when to wait.</summary>
public sealed class LockAndHoldTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_a_lock_in_governance_mode_it_is_told_who_can_take_it_off()
    {
        await using var scene = await LockedAsync(graceDays: null);

        var left = await LeftPointAsync(scene);

        Assert.Contains("locked in governance mode", left.Reason, StringComparison.Ordinal);
        Assert.StartsWith(
            "Whoever may backup:DeleteBackupVaultLockConfiguration on the vault can take the lock off: Set-XacntVaultLock -AccountId 222222222222 -AbsName payroll -Region us-east-1 -Vault Primary -Remove;",
            left.Remedy,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_the_grace_time_of_a_lock_in_compliance_mode_it_is_told_until_when_it_can_be_taken_off()
    {
        await using var scene = await LockedAsync(graceDays: 3);
        var lockDate = scene.Simulator.World.Now.AddDays(3).ToString("yyyy-MM-dd", null);

        var left = await LeftPointAsync(scene);

        Assert.Contains($"can be unlocked until {lockDate}", left.Reason, StringComparison.Ordinal);
        Assert.StartsWith($"Until {lockDate}", left.Remedy, StringComparison.Ordinal);
        Assert.Contains("backup:DeleteBackupVaultLockConfiguration", left.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_lock_in_compliance_mode_it_is_told_since_when_nobody_can_take_it_off_and_when_the_point_expires()
    {
        await using var scene = await LockedAsync(graceDays: 3);
        var lockDate = scene.Simulator.World.Now.AddDays(3).ToString("yyyy-MM-dd", null);
        var expiry = scene.Simulator.World.Now.AddDays(35).ToString("yyyy-MM-dd", null);
        scene.Time.Advance(TimeSpan.FromDays(4));

        var left = await LeftPointAsync(scene);

        Assert.Contains($"unchangeable since {lockDate}", left.Reason, StringComparison.Ordinal);
        Assert.Contains("Nobody can take the lock off, AWS included.", left.Remedy, StringComparison.Ordinal);
        Assert.Contains($"expires on {expiry}", left.Remedy, StringComparison.Ordinal);
        Assert.DoesNotContain("Set-XacntVaultLock", left.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, 0, "is locked in governance mode: its 1 recovery point cannot be deleted before it expires on", "Whoever may backup:DeleteBackupVaultLockConfiguration on the vault can take the lock off: Set-XacntVaultLock -AccountId 222222222222 -AbsName payroll -Region us-east-1 -Vault Primary -Remove; then")]
    [InlineData(3, 0, "is locked in compliance mode, and can be unlocked until", ", and nobody from then on, AWS included: Set-XacntVaultLock")]
    [InlineData(3, 4, "is locked in compliance mode, unchangeable since", "Nobody can take the lock off the vault in us-east-1, AWS included.")]
    public async Task A_plan_whose_recovery_points_are_locked_is_not_touched_and_the_ways_on_are_told(int? graceDays, int daysLater, string reason, string remedy)
    {
        await using var scene = await LockedAsync(graceDays, keepsPlan: true);
        scene.AddPoints(Scene.Copy, 2);
        scene.Time.Advance(TimeSpan.FromDays(daysLater));
        scene.Simulator.ClearRequests();

        var outcome = await scene.RemoveAsync();

        Assert.Equal((RemovalStatus.Blocked, "RecoveryPointsLocked"), (outcome.Result!.Status, outcome.Failure!.ErrorId));
        Assert.Contains(reason, outcome.Result.Message, StringComparison.Ordinal);
        Assert.EndsWith("With the plan gone the databases would not be backed up any more, and these would stay. Nothing was touched.", outcome.Result.Message, StringComparison.Ordinal);
        Assert.Contains(remedy, outcome.Result.Remedy, StringComparison.Ordinal);
        Assert.Contains("use -KeepRecoveryPoints", outcome.Result.Remedy, StringComparison.Ordinal);
        Assert.Empty(scene.Observer.Questions.Skip(1));
        Assert.Empty(scene.Writes());
    }

    [Fact]
    public async Task Of_two_locks_it_is_told_which_one_can_be_taken_off_for_some_days_only()
    {
        await using var scene = await LockedAsync(graceDays: null, keepsPlan: true);
        scene.AddPoints(Scene.Copy, 2);
        using (var backup = await scene.Other(Scene.Copy).ClientAsync())
        {
            await backup.PutBackupVaultLockConfigurationAsync(new PutBackupVaultLockConfigurationRequest { BackupVaultName = Scene.VaultName, MinRetentionDays = 7, ChangeableForDays = 3 }, Token);
        }

        var failure = (await scene.RemoveAsync()).Failure!;

        Assert.StartsWith($"Whoever may backup:DeleteBackupVaultLockConfiguration on the vaults can take the locks off, that in us-east-2 until {scene.Simulator.World.Now.AddDays(3):yyyy-MM-dd}", failure.Remedy, StringComparison.Ordinal);
        Assert.Contains("Set-XacntVaultLock -AccountId 222222222222 -AbsName payroll -Region us-east-1 -CopyRegion us-east-2 -Remove; then", failure.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Once_the_plan_has_gone_the_question_says_how_many_points_stay_and_the_others_go()
    {
        await using var scene = await LockedAsync(graceDays: null);
        scene.AddPoints(Scene.Copy, 2);
        var asked = new RecordingObserver(Decision.WhatIf);

        var whatIf = (await scene.RemoveAsync(observer: asked)).Result!;
        var removed = (await scene.RemoveAsync()).Result!;

        var question = Assert.Single(asked.Questions);
        Assert.Equal("Remove 2 vaults and about 3 recovery points in 2 Regions; 1 recovery point of these cannot be deleted: the vault in us-east-1 is locked in governance mode", question.Action);
        Assert.Contains(question.Action, whatIf.Message, StringComparison.Ordinal);
        Assert.Contains(question.Steps, static step => step.Action.Equals("Delete with 1 recovery point, which cannot be deleted: it is locked in governance mode", StringComparison.Ordinal));
        Assert.Equal((RemovalStatus.Incomplete, 2L, 1), (removed.Status, removed.RecoveryPointsDeleted, removed.VaultsDeleted));
    }

    [Fact]
    public async Task Points_that_the_vault_s_access_policy_keeps_from_the_role_leave_the_plan_untouched()
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync(new DeploymentOptions { VaultAccessPolicy = VaultAccessPolicy.Protect, ProtectedPrincipals = ["arn:aws:iam::*:role/Admin*"], WithoutOwnRole = true });
        scene.AddPoints(Scene.Copy, 2);
        scene.Simulator.ClearRequests();

        var outcome = await scene.RemoveAsync();

        Assert.Equal(("RecoveryPointsDenied", FailureCategory.PermissionDenied), (outcome.Failure!.ErrorId, outcome.Failure.Category));
        Assert.Contains("in us-east-2 of account 222222222222 has an access policy that denies backup:DeleteRecoveryPoint to the role Xacnt_Backup_Role: its 2 recovery points cannot be deleted.", outcome.Failure.Message, StringComparison.Ordinal);
        Assert.Contains("(-RoleName)", outcome.Failure.Remedy, StringComparison.Ordinal);
        Assert.Empty(scene.Writes());
    }

    [Fact]
    public async Task An_access_policy_that_may_not_be_read_keeps_nothing_from_removal()
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync(new DeploymentOptions { VaultAccessPolicy = VaultAccessPolicy.Protect });
        scene.AddPoints(Scene.Copy, 2);
        scene.Fail("GetBackupVaultAccessPolicy", FaultKind.AccessDenied, times: 0);

        Assert.Equal(RemovalStatus.Removed, (await scene.RemoveAsync()).Result!.Status);
    }

    [Fact]
    public async Task Of_a_point_that_never_expires_under_a_lock_that_nobody_can_take_off_no_later_run_is_promised()
    {
        await using var scene = await LockedAsync(graceDays: 3, deleteAfterDays: null);
        scene.Time.Advance(TimeSpan.FromDays(4));

        var outcome = await scene.RemoveAsync();

        Assert.All(outcome.Result!.Remaining, static left => Assert.Contains("for as long as the account exists", left.Remedy, StringComparison.Ordinal));
        Assert.Equal(2, outcome.Result.Remaining.Count);
        Assert.EndsWith("What is left stays for as long as the account exists.", outcome.Failure!.Remedy, StringComparison.Ordinal);
        Assert.DoesNotContain("Run Remove-XacntBackupResource again", $"{outcome.Failure.Remedy} {string.Join(' ', outcome.Result.Remaining.Select(static left => left.Remedy))}", StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task The_legal_hold_that_keeps_a_point_is_named()
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        AddPoint(scene, scene.Account.DatabaseArns[0]);
        AddPoint(scene, scene.Account.DatabaseArns[1]);
        var id = await HoldAsync(scene, "Case 4711", scene.Account.DatabaseArns[0]);
        await HoldAsync(scene, "Another matter", "arn:aws:rds:us-east-1:222222222222:db:other");

        var left = await LeftPointAsync(scene);

        Assert.Equal($"It is under the legal hold 'Case 4711' ({id}).", left.Reason);
        Assert.Contains($"aws backup cancel-legal-hold --region us-east-1 --legal-hold-id {id}", left.Remedy, StringComparison.Ordinal);
        Assert.Single(scene.Requests("ListLegalHolds"));
    }

    [Fact]
    public async Task That_legal_holds_cannot_be_read_is_told_and_hides_no_reason()
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        AddPoint(scene, scene.Account.DatabaseArns[0]);
        await HoldAsync(scene, "Case 4711", scene.Account.DatabaseArns[0]);
        scene.Fail("ListLegalHolds", FaultKind.AccessDenied, times: 0);

        var left = await LeftPointAsync(scene);

        Assert.Contains("under a legal hold", left.Reason, StringComparison.Ordinal);
        Assert.Contains("backup:ListLegalHolds", left.Reason, StringComparison.Ordinal);
    }

    private static async Task<RemainingResource> LeftPointAsync(Scene scene)
    {
        var result = (await scene.RemoveAsync()).Result!;
        Assert.Equal(RemovalStatus.Incomplete, result.Status);
        return Assert.Single(result.Remaining, static left => left.ResourceType == BackupResourceType.RecoveryPoint);
    }

    private static async Task<Scene> LockedAsync(int? graceDays, bool keepsPlan = false, int? deleteAfterDays = 35)
    {
        var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        AddPoint(scene, scene.Account.DatabaseArns[0], deleteAfterDays);
        using var backup = await scene.Other().ClientAsync();
        await backup.PutBackupVaultLockConfigurationAsync(
            new PutBackupVaultLockConfigurationRequest { BackupVaultName = Scene.VaultName, MinRetentionDays = 7, MaxRetentionDays = 400, ChangeableForDays = graceDays }, Token);
        if (!keepsPlan)
        {
            // While there is a plan a lock leaves everything as it is.
            Assert.Equal(RemovalStatus.Removed, (await scene.RemoveAsync(new TeardownOptions { KeepRecoveryPoints = true })).Result!.Status);
        }

        return scene;
    }

    private static async Task<string> HoldAsync(Scene scene, string title, string resourceArn)
    {
        using var backup = await scene.Other().ClientAsync();
        var selection = new RecoveryPointSelection { VaultNames = [Scene.VaultName], ResourceIdentifiers = [resourceArn] };
        return (await backup.CreateLegalHoldAsync(new CreateLegalHoldRequest { Title = title, Description = "for a test", RecoveryPointSelection = selection }, Token)).LegalHoldId;
    }

    private static void AddPoint(Scene scene, string resourceArn, int? deleteAfterDays = 35) => scene.Simulator.Backup.AddRecoveryPoint(
        Scene.AccountId, Scene.Primary, new SeededRecoveryPoint { VaultName = Scene.VaultName, ResourceArn = resourceArn, DeleteAfterDays = deleteAfterDays });
}
