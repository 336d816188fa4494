using Amazon.Backup.Model;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Teardown;
using AwsBackupPlan.Engine.Tests.Scenes;
using AwsBackupPlan.Simulator;
using AwsBackupPlan.Simulator.Backup;
using AwsBackupPlan.Simulator.Faults;

namespace AwsBackupPlan.Engine.Tests.Teardown;

/// <summary>Copy Regions that only the plan names outlive it in a tag of the primary vault.</summary>
public sealed class CopyRegionsTagTests
{
    private const string Key = "AwsBackupPlan:CopyRegions";
    private const string Elsewhere = "us-west-2";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task They_are_noted_before_the_plan_goes_and_the_vault_that_names_them_goes_last()
    {
        await using var scene = await FilledAsync();

        var outcome = await scene.RemoveAsync(target: NotNaming(scene));

        Assert.Null(outcome.Failure?.Message);
        Assert.Equal((RemovalStatus.Removed, 2L, 2), (outcome.Result!.Status, outcome.Result.RecoveryPointsDeleted, outcome.Result.VaultsDeleted));
        var writes = scene.Simulator.Requests.Where(static request => request.IsWrite).ToList();
        Assert.True(writes.FindIndex(static request => request.Operation is "TagResource") < writes.FindIndex(static request => request.Operation is "DeleteBackupPlan"));
        Assert.Equal([Scene.Copy, Scene.Primary], scene.Requests("DeleteBackupVault").Select(static request => request.Region));
    }

    [Fact]
    public async Task Regions_that_the_command_names_are_not_noted()
    {
        await using var scene = await FilledAsync();

        await scene.RemoveAsync();

        Assert.Empty(scene.Requests("TagResource"));
    }

    [Fact]
    public async Task A_vault_elsewhere_that_stays_keeps_the_one_that_names_it_until_another_run_has_removed_it()
    {
        await using var scene = await FilledAsync(new SimulatorOptions { DeleteSeconds = 3600 });
        using (var backup = await scene.Other().ClientAsync())
        {
            foreach (var point in (await backup.ListRecoveryPointsByBackupVaultAsync(new ListRecoveryPointsByBackupVaultRequest { BackupVaultName = Scene.VaultName }, Token)).RecoveryPoints)
            {
                await backup.DeleteRecoveryPointAsync(new DeleteRecoveryPointRequest { BackupVaultName = Scene.VaultName, RecoveryPointArn = point.RecoveryPointArn }, Token);
            }
        }

        scene.Simulator.World.Advance(TimeSpan.FromHours(2));
        var first = (await scene.RemoveAsync(new TeardownOptions { Timeout = TimeSpan.FromMinutes(5) }, NotNaming(scene))).Result!;
        scene.Simulator.World.Advance(TimeSpan.FromHours(2));
        var second = (await scene.RemoveAsync(target: NotNaming(scene))).Result!;

        Assert.Equal((RemovalStatus.Incomplete, 1, 0), (first.Status, first.PlansDeleted, first.VaultsDeleted));
        Assert.Contains(first.Remaining, static left => left is { Region: Scene.Primary, ResourceType: BackupResourceType.BackupVault } && left.Reason.Contains($"goes after the vaults in {Scene.Copy}", StringComparison.Ordinal));
        Assert.Equal((RemovalStatus.Removed, 2), (second.Status, second.VaultsDeleted));
        Assert.Equal([Scene.Copy], second.CopyRegion);
    }

    [Fact]
    public async Task Recovery_points_that_were_kept_can_be_removed_later_without_naming_their_Region()
    {
        await using var scene = await FilledAsync();

        var kept = (await scene.RemoveAsync(new TeardownOptions { KeepRecoveryPoints = true }, NotNaming(scene))).Result!;
        var removed = (await scene.RemoveAsync(target: NotNaming(scene))).Result!;

        Assert.Equal((RemovalStatus.Removed, 2), (kept.Status, kept.Remaining.Count));
        Assert.Equal((RemovalStatus.Removed, 2L, 2), (removed.Status, removed.RecoveryPointsDeleted, removed.VaultsDeleted));
    }

    [Fact]
    public async Task Where_they_cannot_be_noted_the_plan_stays_and_the_way_on_is_told()
    {
        await using var scene = await FilledAsync();
        scene.Fail("TagResource", FaultKind.AccessDenied, times: 0);

        var outcome = await scene.RemoveAsync(target: NotNaming(scene));

        Assert.Equal((RemovalStatus.Failed, FailureCategory.PermissionDenied), (outcome.Result!.Status, outcome.Failure?.Category));
        Assert.Contains("backup:TagResource", outcome.Failure!.Message, StringComparison.Ordinal);
        Assert.Contains($"-CopyRegion {Scene.Copy}", outcome.Failure.Remedy, StringComparison.Ordinal);
        Assert.Empty(scene.Requests("DeleteBackupPlan"));
        Assert.Empty(scene.Requests("DeleteRecoveryPoint"));
    }

    [Fact]
    public async Task Who_says_that_there_are_no_copies_does_not_have_noted_ones_deleted()
    {
        await using var scene = await FilledAsync();
        await scene.RemoveAsync(new TeardownOptions { KeepRecoveryPoints = true }, NotNaming(scene));

        var outcome = await scene.RemoveAsync(target: scene.Target with { CopyRegions = [] });

        Assert.Equal((RemovalStatus.Blocked, "CopyRegionNotNamed"), (outcome.Result!.Status, outcome.Failure?.ErrorId));
        Assert.Contains(Scene.Copy, outcome.Failure!.Remedy, StringComparison.Ordinal);
        Assert.Empty(scene.Requests("DeleteRecoveryPoint"));
    }

    [Fact]
    public async Task A_deployment_is_no_different_for_the_tag()
    {
        await using var scene = await FilledAsync();
        await scene.RemoveAsync(new TeardownOptions { KeepRecoveryPoints = true }, NotNaming(scene));

        var again = (await scene.DeployAsync()).Result!;
        var comparison = (await scene.CompareAsync()).Result!;

        Assert.Equal((DeploymentStatus.Updated, ComparisonStatus.InSync), (again.Status, comparison.Status));
    }

    [Theory]
    [InlineData("us-east-2 ../../etc http://example.com")]
    [InlineData("us-east-2  -- us_east_1 US-EAST-1 us-east")]
    public async Task What_is_no_Region_in_the_tag_is_not_called(string value)
    {
        await using var scene = await FilledAsync();
        await scene.RemoveAsync(new TeardownOptions { KeepRecoveryPoints = true });
        using (var backup = await scene.Other().ClientAsync())
        {
            await backup.TagResourceAsync(new TagResourceRequest { ResourceArn = $"arn:aws:backup:us-east-1:{Scene.AccountId}:backup-vault:{Scene.VaultName}", Tags = Scene.Tags((Key, value)) }, Token);
        }

        var result = (await scene.RemoveAsync(target: NotNaming(scene))).Result!;

        Assert.Equal((RemovalStatus.Removed, 2), (result.Status, result.VaultsDeleted));
        Assert.Equal([Scene.Copy], result.CopyRegion);
    }

    // Whoever runs it knows another default than the Region that the plan copies to.
    private static AccountTarget NotNaming(Scene scene) => scene.Target with { CopyRegions = [Elsewhere], CopyRegionsAreDefault = true };

    private static async Task<Scene> FilledAsync(SimulatorOptions? options = null)
    {
        var scene = await Scene.StartAsync(options);
        await scene.DeployedAsync();
        foreach (var region in (string[])[Scene.Primary, Scene.Copy])
        {
            scene.Simulator.Backup.AddRecoveryPoint(Scene.AccountId, region, new SeededRecoveryPoint { VaultName = Scene.VaultName, ResourceArn = scene.Account.DatabaseArns[0] });
        }

        return scene;
    }
}
