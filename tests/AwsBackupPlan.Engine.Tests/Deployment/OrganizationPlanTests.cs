using Amazon.Backup.Model;
using AwsBackupPlan.Engine.Monitoring.ProtectedResources;
using AwsBackupPlan.Engine.Protection;
using AwsBackupPlan.Engine.Tests.Scenes;

namespace AwsBackupPlan.Engine.Tests.Deployment;

/// <summary>A plan that AWS Organizations has made of a backup policy, with the set's name, tag and selection, is none of the set's.</summary>
public sealed class OrganizationPlanTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_is_not_shown_as_the_set_s()
    {
        await using var scene = await StartAsync();

        var outcome = await scene.GetAsync(Scene.AbsName);

        Assert.Equal("BackupPlanNotFound", outcome.Failure!.ErrorId);
        Assert.Empty((await scene.GetAsync("*")).Result!);
        AssertTold(scene, times: 2);
    }

    [Fact]
    public async Task The_set_gets_a_plan_of_its_own_beside_it_and_is_as_wanted_then()
    {
        await using var scene = await StartAsync();

        var made = await scene.DeployAsync();
        AssertTold(scene, times: 1);
        var again = await scene.DeployAsync();
        var compared = await scene.CompareAsync();

        Assert.Equal((DeploymentStatus.Updated, DeploymentStatus.Unchanged), (made.Result!.Status, again.Result!.Status));
        Assert.DoesNotContain("orgs/", made.Result.PlanId, StringComparison.Ordinal);
        Assert.All(compared.Result!.Changes, static change => Assert.Equal(ChangeAction.None, change.Action));
        AssertTold(scene, times: 3);
        Assert.Equal(made.Result.PlanId, Assert.Single((await scene.GetAsync(Scene.AbsName)).Result!).PlanId);
        await AssertThereAsync(scene);
    }

    [Fact]
    public async Task A_set_is_taken_down_beside_it()
    {
        await using var scene = await StartAsync();
        await scene.DeployedAsync();

        var removed = await scene.RemoveAsync();

        Assert.Null(removed.Failure?.Message);
        Assert.Equal(RemovalStatus.Removed, removed.Result!.Status);
        AssertTold(scene, times: 2);
        await AssertThereAsync(scene);
    }

    [Fact]
    public async Task What_it_puts_into_a_vault_has_to_fit_the_lock_as_with_any_other_plan()
    {
        await using var scene = await StartAsync();
        await scene.DeployedAsync(new() { DeleteAfterDays = 500 });

        var locked = await scene.Engine.LockAsync(scene.Target, new VaultLockOptions { MinRetentionDays = 450 }, scene.Observer, Token);

        Assert.NotNull(locked.Failure);
        Assert.Contains(Scene.PlanName, locked.Failure.Message, StringComparison.Ordinal);
        await AssertThereAsync(scene);
    }

    [Fact]
    public async Task What_it_takes_is_protected()
    {
        await using var scene = await StartAsync();

        var protection = await scene.Engine.GetProtectionAsync(scene.Target with { AbsName = "*" }, new ProtectionQuery(), scene.Observer, Token);

        Assert.Null(protection.Failure?.Message);
        var database = Assert.Single(protection.Result!, static database => database.ResourceArn.EndsWith(":payroll-db-1", StringComparison.Ordinal));
        var match = Assert.Single(database.Matches, static match => match.IsTaken);
        Assert.StartsWith("orgs/", match.PlanId, StringComparison.Ordinal);
        AssertTold(scene, times: 0);
    }

    private static async Task<Scene> StartAsync()
    {
        var scene = await Scene.StartAsync();
        var made = await scene.DeployedAsync();
        scene.Simulator.Backup.HandPlanToOrganization(Scene.AccountId, Scene.Primary, made.PlanId!);
        return scene;
    }

    private static void AssertTold(Scene scene, int times)
    {
        var told = scene.Observer.Warnings.Where(static warning => warning.Contains("(orgs/", StringComparison.Ordinal)).ToList();
        Assert.Equal(times, told.Count);
        Assert.All(told, static warning => Assert.Contains("made by AWS Organizations of a backup policy", warning, StringComparison.Ordinal));
    }

    private static async Task AssertThereAsync(Scene scene)
    {
        using var backup = await scene.Other().ClientAsync();
        var plan = Assert.Single((await backup.ListBackupPlansAsync(new ListBackupPlansRequest(), Token)).BackupPlansList, static plan => plan.BackupPlanId.StartsWith("orgs/", StringComparison.Ordinal));
        Assert.Single((await backup.ListBackupSelectionsAsync(new ListBackupSelectionsRequest { BackupPlanId = plan.BackupPlanId }, Token)).BackupSelectionsList);
    }
}
