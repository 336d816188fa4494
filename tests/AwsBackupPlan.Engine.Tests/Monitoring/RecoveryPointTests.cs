using Amazon.Backup.Model;
using AwsBackupPlan.Engine.Monitoring.RecoveryPoints;
using AwsBackupPlan.Engine.Protection;
using AwsBackupPlan.Engine.Tests.Scenes;
using AwsBackupPlan.Simulator;
using AwsBackupPlan.Simulator.Backup;

namespace AwsBackupPlan.Engine.Tests.Monitoring;

public sealed class RecoveryPointTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_point_has_its_dates_its_key_its_lock_and_its_holds()
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        await scene.Engine.LockAsync(scene.Target, new VaultLockOptions { MinRetentionDays = 1, Vault = VaultScope.Primary }, scene.Observer, Token);
        var made = scene.Simulator.World.Now - TimeSpan.FromDays(3);
        var database = scene.Account.DatabaseArns[0];
        var arn = scene.Simulator.Backup.AddRecoveryPoint(Scene.AccountId, Scene.Primary, new SeededRecoveryPoint { VaultName = Scene.VaultName, ResourceArn = database, CreationDate = made, DeleteAfterDays = 30 });
        scene.Simulator.Backup.AddRecoveryPoint(Scene.AccountId, Scene.Copy, new SeededRecoveryPoint { VaultName = Scene.VaultName, ResourceArn = database });
        using var backup = await scene.Other().ClientAsync();
        var hold = (await backup.CreateLegalHoldAsync(new CreateLegalHoldRequest { Title = "Case", Description = "for a test" }, Token)).LegalHoldId;

        var points = await ReadAsync(scene, new RecoveryPointQuery());

        var point = Assert.Single(points, static point => point.Region is Scene.Primary);
        Assert.Equal((arn, database, Scene.AbsName, Scene.VaultName), (point.RecoveryPointArn, point.ResourceArn, point.AbsName, point.VaultName));
        Assert.Equal(made + TimeSpan.FromDays(30), point.Expires!.Value, TimeSpan.FromSeconds(1));
        Assert.Equal((30, VaultLockMode.Governance, "COMPLETED"), (point.DeleteAfterDays!.Value, point.LockMode, point.Status));
        Assert.Equal([hold], point.LegalHolds!);
        Assert.Equal(scene.Account.KeyArns[0], point.EncryptionKeyArn);
        var copy = Assert.Single(points, static point => point.Region is Scene.Copy);
        Assert.Null(copy.Expires);
        Assert.Equal(VaultLockMode.None, copy.LockMode);
        Assert.Empty(copy.LegalHolds!);
    }

    [Fact]
    public async Task No_page_is_asked_for_before_the_one_before_it_has_been_taken()
    {
        await using var scene = await Scene.StartAsync(new SimulatorOptions { PageSize = 10 });
        await scene.DeployedAsync();
        scene.AddPoints(Scene.Primary, 100);
        var asked = new List<int>();
        var sink = new CollectingSink { OnPage = _ => asked.Add(scene.Requests("ListRecoveryPointsByBackupVault").Count) };

        var outcome = await scene.Engine.FindRecoveryPointsAsync(scene.Target with { CopyRegions = [] }, new RecoveryPointQuery(), sink, scene.Observer, Token);

        Assert.Null(outcome.Failure?.Message);
        Assert.Equal(Enumerable.Range(1, 10), asked);
        Assert.Equal(100, sink.Pages.Sum(static page => page.Count));
    }

    [Fact]
    public async Task What_is_asked_for_is_what_comes()
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        var databases = scene.Account.DatabaseArns;
        for (var day = 0; day < 10; day++)
        {
            foreach (var region in new[] { Scene.Primary, Scene.Copy })
            {
                scene.Simulator.Backup.AddRecoveryPoints(Scene.AccountId, region, databases.Select(database => new SeededRecoveryPoint
                {
                    VaultName = Scene.VaultName,
                    ResourceArn = database,
                    CreationDate = scene.Simulator.World.Now.AddDays(-day).AddMinutes(-5),
                    Status = day == 0 ? "PARTIAL" : "COMPLETED",
                }));
            }
        }

        var since = scene.Time.GetUtcNow().AddDays(-3);
        Assert.Equal(60, (await ReadAsync(scene, new())).Count);
        Assert.Equal(20, (await ReadAsync(scene, new() { Resources = [databases[0]] })).Count);
        Assert.Equal(40, (await ReadAsync(scene, new() { Resources = ["payroll-db-*"] })).Count);
        Assert.Equal(18, (await ReadAsync(scene, new() { Since = since })).Count);
        Assert.Equal(42, (await ReadAsync(scene, new() { Until = since })).Count);
        Assert.Equal(6, (await ReadAsync(scene, new() { Statuses = ["partial"] })).Count);
        Assert.Empty(await ReadAsync(scene, new() { Vaults = ["other*"] }));
        Assert.Empty(await ReadAsync(scene, new(), absName: "led*"));
        Assert.Equal(60, (await ReadAsync(scene, new(), absName: "pay*")).Count);
        var latest = await ReadAsync(scene, new() { Latest = true });
        Assert.Equal(6, latest.Count);
        Assert.All(latest, static point => Assert.InRange(point.Age!.Value, TimeSpan.FromDays(1), TimeSpan.FromDays(1.1)));
        Assert.Equal(["ResourceArn", "Until"], RecoveryPointQueryValidator.Validate(new() { Resources = ["[z-a]"], Since = since, Until = since }).Select(static fault => fault.ParameterName));
    }

    [Fact]
    public async Task A_set_without_a_vault_is_told_and_not_taken_for_one_without_recovery_points()
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();

        var outcome = await scene.Engine.FindRecoveryPointsAsync(scene.Target with { AbsName = "ledger" }, new(), new CollectingSink(), scene.Observer, Token);

        Assert.Equal(("VaultNotFound", FailureCategory.ObjectNotFound), (outcome.Failure!.ErrorId, outcome.Failure.Category));
        Assert.Equal("In account 222222222222 there is no backup vault ledger-Vault in us-east-1 or us-east-2.", outcome.Failure.Message);
        Assert.Contains("-AbsName '*'", outcome.Failure.Remedy, StringComparison.Ordinal);
        Assert.Empty(await ReadAsync(scene, new(), absName: Scene.AbsName));
    }

    [Fact]
    public async Task The_plans_say_which_Regions_copies_are_in_where_nobody_does()
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        scene.AddPoints(Scene.Copy, 1);

        var points = await ReadAsync(scene, new(), target: scene.Target with { CopyRegions = [], CopyRegionsAreDefault = true });

        Assert.Equal(Scene.Copy, Assert.Single(points).Region);
    }

    private static async Task<IReadOnlyList<RecoveryPointInfo>> ReadAsync(Scene scene, RecoveryPointQuery query, string absName = "*", Engine.Accounts.AccountTarget? target = null)
    {
        var sink = new CollectingSink();
        var outcome = await scene.Engine.FindRecoveryPointsAsync((target ?? scene.Target) with { AbsName = absName }, query, sink, scene.Observer, Token);
        Assert.Null(outcome.Failure?.Message);
        return [.. sink.Pages.SelectMany(static page => page).Cast<RecoveryPointInfo>()];
    }
}
