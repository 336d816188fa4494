using AwsBackupPlan.Engine.Fleet;
using AwsBackupPlan.Engine.Teardown;
using AwsBackupPlan.Engine.Tests.Scenes;
using AwsBackupPlan.Simulator.Backup;

namespace AwsBackupPlan.Engine.Tests.Teardown;

/// <summary>A continuous backup is the database's own: what ends it modifies the database, so nothing does unless it was asked for.</summary>
public sealed class ContinuousBackupTests
{
    private static readonly TeardownOptions Disassociating = new() { ContinuousBackup = ContinuousBackupRemoval.Disassociate };

    private static readonly TeardownOptions Deleting = new() { ContinuousBackup = ContinuousBackupRemoval.Delete };

    [Fact]
    public async Task By_default_it_is_left_and_its_database_is_not_touched()
    {
        await using var scene = await FilledAsync();

        var result = (await scene.RemoveAsync()).Result!;

        Assert.Equal((RemovalStatus.Incomplete, 1L, 1), (result.Status, result.RecoveryPointsDeleted, result.VaultsDeleted));
        var left = Assert.Single(result.Remaining, static left => left.ResourceType == BackupResourceType.RecoveryPoint);
        Assert.Contains("-ContinuousBackup Disassociate", left.Remedy, StringComparison.Ordinal);
        Assert.Equal(("available", 1), StateOfDatabase(scene));
    }

    [Fact]
    public async Task Disassociated_it_goes_on_in_RDS_and_the_vault_goes()
    {
        await using var scene = await FilledAsync();

        var result = (await scene.RemoveAsync(Disassociating)).Result!;

        Assert.Equal((RemovalStatus.Removed, 1L, 1L, 2), (result.Status, result.RecoveryPointsDeleted, result.ContinuousBackupsDisassociated, result.VaultsDeleted));
        Assert.Equal("Removed 1 plan, 1 selection, 1 recovery point and 2 vaults, and gave 1 continuous backup back to the service of the database.", result.Message);
        Assert.Equal(1, StateOfDatabase(scene).BackupRetentionPeriod);
        var writes = scene.Writes();
        Assert.True(writes.IndexOf("DeleteBackupPlan", StringComparison.Ordinal) < writes.IndexOf("DisassociateRecoveryPoint", StringComparison.Ordinal), writes);
    }

    [Fact]
    public async Task Deleted_it_ends_and_the_database_keeps_no_automated_backups()
    {
        await using var scene = await FilledAsync();

        var result = (await scene.RemoveAsync(Deleting)).Result!;

        Assert.Equal((RemovalStatus.Removed, 2L, 0L, 2), (result.Status, result.RecoveryPointsDeleted, result.ContinuousBackupsDisassociated, result.VaultsDeleted));
        Assert.Equal(0, StateOfDatabase(scene).BackupRetentionPeriod);
        Assert.Empty(scene.Requests("DisassociateRecoveryPoint"));
    }

    [Theory]
    [InlineData(ContinuousBackupRemoval.Disassociate, "; 1 continuous backup is given back to RDS: AWS modifies its database at once, which can interrupt it")]
    [InlineData(ContinuousBackupRemoval.Delete, "; 1 continuous backup is deleted: AWS modifies its database at once, which can interrupt it")]
    public async Task The_question_says_how_many_and_that_databases_are_modified(ContinuousBackupRemoval removal, string said)
    {
        await using var scene = await FilledAsync();
        var observer = new RecordingObserver(Decision.Declined);

        var result = (await scene.RemoveAsync(new TeardownOptions { ContinuousBackup = removal }, observer: observer)).Result!;

        Assert.Equal(RemovalStatus.Declined, result.Status);
        var question = Assert.Single(observer.Questions);
        Assert.EndsWith(said, question.Action, StringComparison.Ordinal);
        Assert.Single(question.Steps, step => step.Action.EndsWith(said, StringComparison.Ordinal));
        Assert.Empty(scene.Writes());
    }

    [Fact]
    public async Task A_database_that_is_being_modified_is_waited_for()
    {
        await using var scene = await FilledAsync();
        scene.Simulator.Rds.Modification = TimeSpan.FromMinutes(3);
        Assert.Null(scene.Simulator.World.ModifyDatabase(scene.Account.DatabaseArns[0], null));

        var result = (await scene.RemoveAsync(Disassociating)).Result!;

        Assert.Equal((RemovalStatus.Removed, 1L), (result.Status, result.ContinuousBackupsDisassociated));
        Assert.True(scene.Requests("DisassociateRecoveryPoint").Count > 1);
    }

    [Fact]
    public async Task A_database_that_does_not_become_available_keeps_its_continuous_backup_and_is_named()
    {
        await using var scene = await FilledAsync();
        scene.Simulator.Rds.Modification = TimeSpan.FromHours(3);
        Assert.Null(scene.Simulator.World.ModifyDatabase(scene.Account.DatabaseArns[0], null));

        var outcome = await scene.RemoveAsync(Deleting with { Timeout = TimeSpan.FromMinutes(10) });

        Assert.Equal((RemovalStatus.Incomplete, FailureCategory.ResourceBusy), (outcome.Result!.Status, outcome.Failure?.Category));
        var left = Assert.Single(outcome.Result.Remaining, static left => left.ResourceType == BackupResourceType.RecoveryPoint);
        Assert.Contains(scene.Account.DatabaseArns[0], left.Reason, StringComparison.Ordinal);
        Assert.Contains("modifying", left.Reason, StringComparison.Ordinal);
        Assert.Contains("is available", left.Remedy, StringComparison.Ordinal);
    }

    // A continuous backup in the primary vault, and a recovery point in that of the copies.
    private static async Task<Scene> FilledAsync()
    {
        var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        scene.Simulator.Backup.AddRecoveryPoint(Scene.AccountId, Scene.Primary, new SeededRecoveryPoint { VaultName = Scene.VaultName, ResourceArn = scene.Account.DatabaseArns[0], IsContinuous = true });
        scene.Simulator.Backup.AddRecoveryPoint(Scene.AccountId, Scene.Copy, new SeededRecoveryPoint { VaultName = Scene.VaultName, ResourceArn = scene.Account.DatabaseArns[0] });
        return scene;
    }

    private static (string Status, int BackupRetentionPeriod) StateOfDatabase(Scene scene) => scene.Simulator.Rds.StateOf(scene.Account.DatabaseArns[0]);
}
