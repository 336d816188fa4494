using AwsBackupPlan.Engine.Tests.Scenes;
using AwsBackupPlan.Simulator;
using AwsBackupPlan.Simulator.Backup;
using AwsBackupPlan.Simulator.Backup.RecoveryPoints;

namespace AwsBackupPlan.Engine.Tests.Teardown;

/// <summary>A composite recovery point goes after its nested ones, whether or not the vault lists them.</summary>
public sealed class CompositePointTests
{
    [Theory]
    [InlineData(false, 0)]
    [InlineData(false, 30)]
    [InlineData(true, 0)]
    [InlineData(true, 30)]
    public async Task It_is_asked_for_once_when_all_nested_ones_have_gone(bool isListedApart, double deleteSeconds)
    {
        await using var scene = await Scene.StartAsync(new SimulatorOptions { DeleteSeconds = deleteSeconds });
        await scene.DeployedAsync();
        scene.Simulator.Backup.Behaviour.NestedPointsAreListedApart = isListedApart;
        AddComposite(scene, nested: 3);

        var result = (await scene.RemoveAsync()).Result!;

        Assert.Equal((RemovalStatus.Removed, 4L, 2), (result.Status, result.RecoveryPointsDeleted, result.VaultsDeleted));
        var asked = scene.Requests("DeleteRecoveryPoint");
        Assert.Equal(4, asked.Count);
        Assert.All(asked, static request => Assert.Equal(200, request.StatusCode));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_nested_point_that_stays_keeps_it_and_both_are_told(bool isListedApart)
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        scene.Simulator.Backup.Behaviour.NestedPointsAreListedApart = isListedApart;
        var parent = AddComposite(scene, nested: 2);
        var stuck = AddNested(scene, parent, RecoveryPointDeletion.OnLegalHold);

        var result = (await scene.RemoveAsync()).Result!;

        Assert.Equal((RemovalStatus.Incomplete, 2L, 1), (result.Status, result.RecoveryPointsDeleted, result.VaultsDeleted));
        var points = result.Remaining.Where(static left => left.ResourceType == BackupResourceType.RecoveryPoint).ToDictionary(static left => left.RecoveryPointArn!, StringComparer.Ordinal);
        Assert.Equal(2, points.Count);
        Assert.Contains("legal hold", points[stuck].Reason, StringComparison.Ordinal);
        Assert.Contains("A nested recovery point of it stays", points[parent].Reason, StringComparison.Ordinal);
        Assert.Contains("legal hold", points[parent].Reason, StringComparison.Ordinal);
        Assert.Equal(3, scene.Requests("DeleteRecoveryPoint").Count);
    }

    private static string AddComposite(Scene scene, int nested)
    {
        var parent = Add(scene, new SeededRecoveryPoint { VaultName = Scene.VaultName, ResourceArn = scene.Account.DatabaseArns[0], IsParent = true });
        for (var number = 0; number < nested; number++)
        {
            AddNested(scene, parent, RecoveryPointDeletion.Normal);
        }

        return parent;
    }

    private static string AddNested(Scene scene, string parent, RecoveryPointDeletion deletion) =>
        Add(scene, new SeededRecoveryPoint { VaultName = Scene.VaultName, ResourceArn = scene.Account.DatabaseArns[0], ParentRecoveryPointArn = parent, Deletion = deletion });

    private static string Add(Scene scene, SeededRecoveryPoint point) => scene.Simulator.Backup.AddRecoveryPoint(Scene.AccountId, Scene.Primary, point);
}
