using Amazon.Backup.Model;
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
            "Whoever may backup:DeleteBackupVaultLockConfiguration on the vault can take the lock off: aws backup delete-backup-vault-lock-configuration --region us-east-1 --backup-vault-name payroll-Vault;",
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
        Assert.DoesNotContain("delete-backup-vault-lock-configuration", left.Remedy, StringComparison.Ordinal);
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

    private static async Task<Scene> LockedAsync(int? graceDays)
    {
        var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        AddPoint(scene, scene.Account.DatabaseArns[0]);
        using var backup = await scene.Other().ClientAsync();
        await backup.PutBackupVaultLockConfigurationAsync(
            new PutBackupVaultLockConfigurationRequest { BackupVaultName = Scene.VaultName, MinRetentionDays = 7, MaxRetentionDays = 400, ChangeableForDays = graceDays }, Token);
        return scene;
    }

    private static async Task<string> HoldAsync(Scene scene, string title, string resourceArn)
    {
        using var backup = await scene.Other().ClientAsync();
        var selection = new RecoveryPointSelection { VaultNames = [Scene.VaultName], ResourceIdentifiers = [resourceArn] };
        return (await backup.CreateLegalHoldAsync(new CreateLegalHoldRequest { Title = title, Description = "for a test", RecoveryPointSelection = selection }, Token)).LegalHoldId;
    }

    private static void AddPoint(Scene scene, string resourceArn) => scene.Simulator.Backup.AddRecoveryPoint(
        Scene.AccountId, Scene.Primary, new SeededRecoveryPoint { VaultName = Scene.VaultName, ResourceArn = resourceArn, DeleteAfterDays = 35 });
}
