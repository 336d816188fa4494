using Amazon.Backup.Model;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Deployment;
using AwsBackupPlan.Engine.Teardown;
using AwsBackupPlan.Engine.Tests.Scenes;
using AwsBackupPlan.Simulator;
using AwsBackupPlan.Simulator.Backup;
using AwsBackupPlan.Simulator.Faults;
using AwsBackupPlan.Simulator.Onboarding;

namespace AwsBackupPlan.Engine.Tests.Teardown;

/// <summary>One backup set, deployed more than once: from us-east-1 into us-east-2, and from another Region. Taking down one leaves the other whole.</summary>
public sealed class OtherDeploymentTests
{
    private const string EuPrimary = "eu-west-1";
    private const string EuCopy = "eu-central-1";
    private const string West = "us-west-2";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_default_copy_Region_to_which_the_plan_does_not_copy_is_not_touched()
    {
        await using var scene = await TwiceDeployedAsync();

        var result = (await scene.RemoveAsync(target: EuByDefault(scene))).Result!;

        Assert.Equal((RemovalStatus.Removed, 2), (result.Status, result.VaultsDeleted));
        Assert.Equal([EuCopy], result.CopyRegion);
        Assert.True(await HasVaultAsync(scene, Scene.Copy));
        Assert.False(await HasVaultAsync(scene, EuCopy));
        Assert.DoesNotContain(scene.Simulator.Requests, static request => request.IsWrite && request.Region is (Scene.Copy or Scene.Primary));
    }

    [Fact]
    public async Task A_Region_with_no_deployment_takes_no_other_one_s_copies_with_it()
    {
        await using var scene = await TwiceDeployedAsync();
        await CopyAsync(scene, await MadeByHandAsync(scene));

        var outcome = await scene.RemoveAsync(target: EuByDefault(scene) with { Region = "us-west-2" });

        Assert.Null(outcome.Failure);
        Assert.Equal(RemovalStatus.NothingFound, outcome.Result!.Status);
        Assert.Contains("-Region us-west-2 -CopyRegion us-east-2", scene.Observer.Warnings.Last(), StringComparison.Ordinal);
        Assert.Equal(BackupResourceType.BackupVault, Assert.Single(outcome.Result.Remaining).ResourceType);
        Assert.Contains("another primary Region", outcome.Result.Remedy, StringComparison.Ordinal);
        Assert.Empty(scene.Writes());
    }

    [Fact]
    public async Task Once_the_plan_has_gone_a_copy_from_here_tells_that_the_default_copy_Region_is_meant()
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        await CopyAsync(scene, await MadeByHandAsync(scene));
        await scene.RemoveAsync(new TeardownOptions { KeepRecoveryPoints = true });

        var result = (await scene.RemoveAsync(target: scene.Target with { CopyRegionsAreDefault = true })).Result!;

        Assert.Equal((RemovalStatus.Removed, 2L, 2), (result.Status, result.RecoveryPointsDeleted, result.VaultsDeleted));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Copies_of_another_deployment_stay_even_in_a_Region_that_was_named(bool byPlan)
    {
        await using var scene = await TwiceDeployedAsync();
        await CopyAsync(scene, byPlan ? await MadeByPlanAsync(scene) : await MadeByHandAsync(scene));

        var outcome = await scene.RemoveAsync(target: EuNaming(scene, Scene.Copy));

        Assert.Equal((RemovalStatus.Incomplete, 0L, 2), (outcome.Result!.Status, outcome.Result.RecoveryPointsDeleted, outcome.Result.VaultsDeleted));
        var left = Assert.Single(outcome.Result.Remaining, static left => left.ResourceType == BackupResourceType.RecoveryPoint);
        Assert.Contains("another deployment of the backup set, in us-east-1, whose backup plan", left.Reason, StringComparison.Ordinal);
        Assert.Contains("-Region us-east-1 -CopyRegion us-east-2", left.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Copies_of_what_another_deployment_kept_stay()
    {
        await using var scene = await TwiceDeployedAsync();
        await CopyAsync(scene, await MadeByPlanAsync(scene));
        await scene.RemoveAsync(new TeardownOptions { KeepRecoveryPoints = true });

        var result = (await scene.RemoveAsync(target: EuNaming(scene, Scene.Copy))).Result!;

        Assert.Equal((RemovalStatus.Incomplete, 0L), (result.Status, result.RecoveryPointsDeleted));
        Assert.Contains(result.Remaining, static left => left.Reason.Contains("whose backup vault payroll-Vault is still there", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Copies_of_another_deployment_stay_when_it_has_a_new_plan()
    {
        await using var scene = await TwiceDeployedAsync();
        await CopyAsync(scene, await MadeByPlanAsync(scene));
        await scene.RemoveAsync(new TeardownOptions { KeepRecoveryPoints = true });
        scene.Simulator.World.Advance(TimeSpan.FromMinutes(10));
        await scene.DeployedAsync();

        var result = (await scene.RemoveAsync(target: EuNaming(scene, Scene.Copy))).Result!;

        Assert.Equal((RemovalStatus.Incomplete, 0L), (result.Status, result.RecoveryPointsDeleted));
        Assert.True(await HasVaultAsync(scene, Scene.Copy));
    }

    [Fact]
    public async Task The_copies_go_with_the_last_deployment()
    {
        await using var scene = await TwiceDeployedAsync();
        await CopyAsync(scene, await MadeByPlanAsync(scene));
        await scene.RemoveAsync(target: EuNaming(scene, Scene.Copy));

        var result = (await scene.RemoveAsync()).Result!;

        Assert.Equal((RemovalStatus.Removed, 2L), (result.Status, result.RecoveryPointsDeleted));
        Assert.False(await HasVaultAsync(scene, Scene.Copy));
    }

    [Fact]
    public async Task Recovery_points_that_another_account_copied_into_the_vault_stay()
    {
        const string Other = "333333333333";
        await using var scene = await Scene.StartAsync();
        var ours = await scene.DeployedAsync();
        var database = scene.Simulator.Onboard(Other, Scene.AbsName).DatabaseArns[0];
        var theirs = (await scene.DeployAsync(target: scene.Target with { AccountId = Other })).Result!;
        await AllowCopiesFromAsync(scene, Other);
        var point = scene.Simulator.Backup.AddRecoveryPoint(
            Other, Scene.Primary, new SeededRecoveryPoint { VaultName = Scene.VaultName, ResourceArn = database, BackupPlanId = theirs.PlanId });
        using (var backup = await new OtherWriter(scene.Simulator, Other, Scene.Primary).ClientAsync())
        {
            await backup.StartCopyJobAsync(Copy(point, ours.VaultArn[0], Other), Token);
        }

        scene.Simulator.World.Advance(TimeSpan.FromMinutes(1));
        var result = (await scene.RemoveAsync()).Result!;

        Assert.Equal((RemovalStatus.Incomplete, 0L), (result.Status, result.RecoveryPointsDeleted));
        var left = Assert.Single(result.Remaining, static left => left.ResourceType == BackupResourceType.RecoveryPoint);
        Assert.Contains($"comes from account {Other}", left.Reason, StringComparison.Ordinal);
        Assert.Empty(scene.Requests("DeleteRecoveryPoint"));
    }

    [Fact]
    public async Task Who_says_that_there_are_no_copies_does_not_have_them_deleted()
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        scene.Simulator.ClearRequests();

        var outcome = await scene.RemoveAsync(target: scene.Target with { CopyRegions = [] });

        Assert.Equal((RemovalStatus.Blocked, "CopyRegionNotNamed"), (outcome.Result!.Status, outcome.Failure!.ErrorId));
        Assert.Contains("copies to us-east-2", outcome.Failure.Message, StringComparison.Ordinal);
        Assert.Contains("-KeepRecoveryPoints", outcome.Failure.Remedy, StringComparison.Ordinal);
        Assert.Empty(scene.Writes());
    }

    [Fact]
    public async Task Copies_that_an_earlier_plan_made_in_the_default_copy_Region_go_too()
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        await CopyAsync(scene, await MadeByPlanAsync(scene));
        Assert.Null((await scene.DeployAsync(new DeploymentOptions { NoCopy = true, PlanDocument = """{ "Rules": [{ "RuleName": "Daily" }] }""" }, scene.Target with { CopyRegions = [] })).Failure?.Message);

        var result = (await scene.RemoveAsync(target: scene.Target with { CopyRegionsAreDefault = true })).Result!;

        Assert.Equal((RemovalStatus.Removed, 2L, 2), (result.Status, result.RecoveryPointsDeleted, result.VaultsDeleted));
        Assert.False(await HasVaultAsync(scene, Scene.Copy));
    }

    [Fact]
    public async Task An_empty_vault_in_the_default_copy_Region_is_told_in_the_message()
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        await scene.RemoveAsync(new TeardownOptions { KeepRecoveryPoints = true });

        var first = (await scene.RemoveAsync(target: scene.Target with { CopyRegionsAreDefault = true })).Result!;
        var second = (await scene.RemoveAsync()).Result!;

        Assert.Contains("the vault payroll-Vault in us-east-2, which may belong to it, is left", first.Message, StringComparison.Ordinal);
        Assert.Contains("-CopyRegion us-east-2", first.Remedy, StringComparison.Ordinal);
        Assert.Equal((RemovalStatus.Removed, 1), (second.Status, second.VaultsDeleted));
    }

    [Fact]
    public async Task What_was_copied_back_goes_once_the_Region_it_came_from_is_empty()
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        var failover = scene.Simulator.Backup.AddRecoveryPoint(
            Scene.AccountId, Scene.Copy, new SeededRecoveryPoint { VaultName = Scene.VaultName, ResourceArn = $"arn:aws:rds:{Scene.Copy}:{Scene.AccountId}:db:failover" });
        await CopyAsync(scene, failover, Scene.Copy, Scene.Primary);

        var first = (await scene.RemoveAsync()).Result!;
        var there = (await scene.RemoveAsync(target: scene.Target with { Region = Scene.Copy, CopyRegions = [], CopyRegionsAreDefault = true })).Result!;
        var last = (await scene.RemoveAsync()).Result!;

        Assert.Equal([RemovalStatus.Incomplete, RemovalStatus.Removed, RemovalStatus.Removed], [first.Status, there.Status, last.Status]);
        Assert.False(await HasVaultAsync(scene, Scene.Primary));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_vault_into_which_another_deployment_copies_stays_even_without_copies_of_it(bool planHasGone)
    {
        await using var scene = await TwiceDeployedAsync(West, Scene.Copy);
        await CopyAsync(scene, await MadeByPlanAsync(scene));
        if (planHasGone)
        {
            await scene.RemoveAsync(new TeardownOptions { KeepRecoveryPoints = true });
        }

        var result = (await scene.RemoveAsync(target: scene.Target with { CopyRegionsAreDefault = true })).Result!;

        Assert.Equal((RemovalStatus.Incomplete, 2L, 1), (result.Status, result.RecoveryPointsDeleted, result.VaultsDeleted));
        var left = Assert.Single(result.Remaining);
        Assert.Equal((BackupResourceType.BackupVault, Scene.Copy), (left.ResourceType, left.Region));
        Assert.Contains("in us-west-2, another deployment of the backup set, copies into it", left.Reason, StringComparison.Ordinal);
        Assert.True(await HasVaultAsync(scene, Scene.Copy));
    }

    [Fact]
    public async Task That_the_key_cannot_be_read_stops_no_removal()
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        scene.Simulator.AddFault(new FaultRule { Service = "kms", Times = 0, Kind = FaultKind.AccessDenied });

        var result = (await scene.RemoveAsync()).Result!;

        Assert.Equal((RemovalStatus.Removed, 2), (result.Status, result.VaultsDeleted));
    }

    [Theory]
    [InlineData("arn:aws:rds:us-east-2:222222222222:db:theirs", false)]
    [InlineData("arn:aws:rds:us-east-2:222222222222:db:theirs", true)]
    [InlineData("arn:aws:s3:::their-bucket", false)]
    public async Task Recovery_points_that_another_deployment_kept_in_what_is_also_a_copy_vault_stay_until_its_own_Region_is_taken_down(string resourceArn, bool planHasGone)
    {
        await using var scene = await TwiceDeployedAsync(Scene.Copy, EuCopy);
        var other = scene.Target with { Region = Scene.Copy, CopyRegions = [EuCopy] };
        scene.Simulator.Backup.AddRecoveryPoint(Scene.AccountId, Scene.Copy, new SeededRecoveryPoint { VaultName = Scene.VaultName, ResourceArn = resourceArn });
        await CopyAsync(scene, await MadeByPlanAsync(scene));
        await scene.RemoveAsync(new TeardownOptions { KeepRecoveryPoints = true }, other);
        if (planHasGone)
        {
            await scene.RemoveAsync(new TeardownOptions { KeepRecoveryPoints = true });
        }

        var byDefault = (await scene.RemoveAsync(target: scene.Target with { CopyRegionsAreDefault = true })).Result!;
        // As the remedy of any removal that is incomplete says.
        var again = (await scene.RemoveAsync()).Result!;
        var there = (await scene.RemoveAsync(target: other with { CopyRegions = [], CopyRegionsAreDefault = true })).Result!;

        Assert.Equal((RemovalStatus.Incomplete, 2L), (byDefault.Status, byDefault.RecoveryPointsDeleted));
        Assert.Equal((RemovalStatus.Incomplete, 0L), (again.Status, again.RecoveryPointsDeleted));
        foreach (var result in new[] { byDefault, again })
        {
            var left = Assert.Single(result.Remaining, static left => left.ResourceType == BackupResourceType.RecoveryPoint);
            Assert.Contains("another deployment of the backup set may have kept it", left.Reason, StringComparison.Ordinal);
            Assert.EndsWith("Remove-XacntBackupResource -Region us-east-2.", left.Remedy, StringComparison.Ordinal);
        }

        Assert.Equal((RemovalStatus.Removed, 1L, 1), (there.Status, there.RecoveryPointsDeleted, there.VaultsDeleted));
    }

    [Theory]
    [InlineData(FaultKind.AccessDenied)]
    [InlineData(FaultKind.ServiceUnavailable)]
    public async Task A_vault_stays_where_nobody_can_tell_whether_another_deployment_copies_into_it(FaultKind kind)
    {
        await using var scene = await TwiceDeployedAsync(West, Scene.Copy);
        scene.Simulator.AddFault(new FaultRule { Service = "backup", Region = West, Times = 0, Kind = kind });
        var engine = scene.NewEngine(scene.Connection with { MaxRetries = 0 });

        var outcome = await engine.RemoveAsync(scene.Target with { CopyRegionsAreDefault = true }, new TeardownOptions(), scene.Observer, Token);

        Assert.Equal(RemovalStatus.Incomplete, outcome.Result!.Status);
        Assert.Contains("in us-west-2, copies into it cannot be told", outcome.Result.Remaining[0].Reason, StringComparison.Ordinal);
        Assert.True(await HasVaultAsync(scene, Scene.Copy));
    }

    [Fact]
    public async Task A_Region_that_does_not_answer_is_not_asked_again_for_every_recovery_point()
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        for (var number = 0; number < 4; number++)
        {
            scene.Simulator.Backup.AddRecoveryPoint(
                Scene.AccountId, Scene.Primary, new SeededRecoveryPoint { VaultName = Scene.VaultName, ResourceArn = $"arn:aws:rds:ap-east-1:{Scene.AccountId}:db:old-{number}" });
        }

        scene.Simulator.AddFault(new FaultRule { Region = "ap-east-1", Times = 0, Kind = FaultKind.ServiceUnavailable });
        var engine = scene.NewEngine(scene.Connection with { MaxRetries = 0 });

        var outcome = await engine.RemoveAsync(scene.Target, new TeardownOptions { Timeout = TimeSpan.FromSeconds(20) }, scene.Observer, Token);

        Assert.Equal((RemovalStatus.Incomplete, 0L), (outcome.Result!.Status, outcome.Result.RecoveryPointsDeleted));
        Assert.Equal(["ListBackupPlans", "ListBackupVaults"], scene.Simulator.Requests.Where(static request => request.Region is "ap-east-1").Select(static request => request.Operation).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task That_the_plan_which_made_a_copy_cannot_be_read_keeps_that_copy_and_nothing_else()
    {
        await using var scene = await Scene.StartAsync(onboarding: new() { CopyRegions = [Scene.Copy, West] });
        await scene.DeployedAsync();
        await CopyAsync(scene, await MadeByStrangersPlanAsync(scene), West);
        await EmptyAsync(scene, West);
        await CopyAsync(scene, await MadeByHandAsync(scene));
        scene.Simulator.AddFault(new FaultRule { Operation = "GetBackupPlan", Region = West, Times = 0, Kind = FaultKind.AccessDenied });

        var result = (await scene.RemoveAsync()).Result!;

        Assert.Equal((RemovalStatus.Incomplete, 2L), (result.Status, result.RecoveryPointsDeleted));
        Assert.Contains("It comes from us-west-2", Assert.Single(result.Remaining, static left => left.ResourceType == BackupResourceType.RecoveryPoint).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(FaultKind.ServiceUnavailable)]
    [InlineData(FaultKind.Throttle)]
    public async Task A_default_copy_Region_with_a_passing_fault_fails_the_removal_before_anything_is_touched(FaultKind kind)
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        await CopyAsync(scene, await MadeByHandAsync(scene));
        await scene.RemoveAsync(new TeardownOptions { KeepRecoveryPoints = true });
        scene.Simulator.ClearRequests();
        scene.Simulator.AddFault(new FaultRule { Service = "backup", Region = Scene.Copy, Times = 0, Kind = kind });
        var engine = scene.NewEngine(scene.Connection with { MaxRetries = 0 });

        var outcome = await engine.RemoveAsync(scene.Target with { CopyRegionsAreDefault = true }, new TeardownOptions(), scene.Observer, Token);

        Assert.Equal(RemovalStatus.Failed, outcome.Result!.Status);
        Assert.Empty(scene.Writes());
    }

    [Theory]
    [InlineData(FaultKind.AccessDenied)]
    [InlineData(FaultKind.ExpiredToken)]
    public async Task A_Region_that_cannot_be_read_keeps_what_comes_from_it_and_nothing_else(FaultKind kind)
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        scene.Simulator.Backup.AddRecoveryPoint(
            Scene.AccountId, Scene.Primary, new SeededRecoveryPoint { VaultName = Scene.VaultName, ResourceArn = $"arn:aws:rds:ap-east-1:{Scene.AccountId}:db:old" });
        await MadeByHandAsync(scene);
        scene.Simulator.AddFault(new FaultRule { Region = "ap-east-1", Times = 0, Kind = kind });

        var result = (await scene.RemoveAsync()).Result!;

        Assert.Equal((RemovalStatus.Incomplete, 1L, 1), (result.Status, result.RecoveryPointsDeleted, result.VaultsDeleted));
        Assert.Contains("It comes from ap-east-1", Assert.Single(result.Remaining, static left => left.ResourceType == BackupResourceType.RecoveryPoint).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stranger_s_plan_of_the_same_name_does_not_say_where_the_copies_are()
    {
        await using var scene = await TwiceDeployedAsync();
        using (var backup = await scene.Other().ClientAsync())
        {
            await backup.CreateBackupVaultAsync(new CreateBackupVaultRequest { BackupVaultName = "theirs" }, Token);
            var copy = new CopyAction { DestinationBackupVaultArn = $"arn:aws:backup:{EuCopy}:{Scene.AccountId}:backup-vault:{Scene.VaultName}" };
            var rule = new BackupRuleInput { RuleName = "theirs", TargetBackupVaultName = "theirs", ScheduleExpression = "cron(0 5 ? * * *)", CopyActions = [copy] };
            await backup.CreateBackupPlanAsync(new CreateBackupPlanRequest { BackupPlan = new BackupPlanInput { BackupPlanName = Scene.PlanName, Rules = [rule] } }, Token);
        }

        var result = (await scene.RemoveAsync(target: scene.Target with { CopyRegionsAreDefault = true })).Result!;

        Assert.Equal((RemovalStatus.Removed, 2), (result.Status, result.VaultsDeleted));
        Assert.True(await HasVaultAsync(scene, EuCopy));
    }

    [Theory]
    [InlineData("ABS")]
    [InlineData("Team")]
    public async Task Copies_of_another_deployment_stay_whatever_tags_it_has(string tagKey)
    {
        await using var scene = await Scene.StartAsync(onboarding: new() { CopyRegions = [Scene.Copy, West] });
        await scene.DeployedAsync();
        var other = (await scene.DeployAsync(
            new DeploymentOptions { PlanDocument = SamplePlan.Document, TagKey = tagKey, Adopt = true }, scene.Target with { Region = West, CopyRegions = [Scene.Copy] })).Result!;
        using (var backup = await scene.Other(West).ClientAsync())
        {
            await backup.UntagResourceAsync(new UntagResourceRequest { ResourceArn = other.PlanArn, TagKeyList = ["ABS"] }, Token);
            await backup.UntagResourceAsync(new UntagResourceRequest { ResourceArn = other.VaultArn[0], TagKeyList = ["ABS"] }, Token);
        }

        var point = scene.Simulator.Backup.AddRecoveryPoint(
            Scene.AccountId, West, new SeededRecoveryPoint { VaultName = Scene.VaultName, ResourceArn = $"arn:aws:rds:{West}:{Scene.AccountId}:db:theirs", BackupPlanId = other.PlanId });
        await CopyAsync(scene, point, West);

        var result = (await scene.RemoveAsync(target: scene.Target with { CopyRegionsAreDefault = true })).Result!;

        Assert.Equal((RemovalStatus.Incomplete, 0L), (result.Status, result.RecoveryPointsDeleted));
        Assert.True(await HasVaultAsync(scene, Scene.Copy));
    }

    [Fact]
    public async Task A_default_copy_Region_that_cannot_be_read_is_warned_of_and_stops_nothing()
    {
        await using var scene = await Scene.StartAsync(onboarding: new() { Region = EuPrimary, CopyRegions = [EuCopy] });
        Assert.Null((await scene.DeployAsync(target: scene.Target with { Region = EuPrimary, CopyRegions = [EuCopy] })).Failure?.Message);
        scene.Simulator.AddFault(new FaultRule { Service = "backup", Region = Scene.Copy, Times = 0, Kind = FaultKind.AccessDenied });

        var first = await scene.RemoveAsync(target: EuByDefault(scene));
        var second = await scene.RemoveAsync(target: EuByDefault(scene));
        var third = await scene.RemoveAsync(new TeardownOptions { KeepRecoveryPoints = true }, EuByDefault(scene));

        Assert.Equal([RemovalStatus.Removed, RemovalStatus.NothingFound, RemovalStatus.NothingFound], [first.Result!.Status, second.Result!.Status, third.Result!.Status]);
        Assert.Contains("-CopyRegion", second.Result.Remedy, StringComparison.Ordinal);
        Assert.Contains("us-east-2, cannot be looked at", Assert.Single(scene.Observer.Warnings, static warning => warning.Contains("-CopyRegion", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    private static async Task<Scene> TwiceDeployedAsync(string region = EuPrimary, string copyRegion = EuCopy)
    {
        var scene = await Scene.StartAsync(onboarding: new() { CopyRegions = [Scene.Copy, West, EuPrimary, EuCopy] });
        await scene.DeployedAsync();
        var other = scene.Target with { Region = region, CopyRegions = [copyRegion] };
        Assert.Null((await scene.DeployAsync(new DeploymentOptions { PlanDocument = SamplePlan.Document }, other)).Failure?.Message);
        scene.Simulator.ClearRequests();
        return scene;
    }

    private static AccountTarget EuByDefault(Scene scene) => scene.Target with { Region = EuPrimary, CopyRegions = [Scene.Copy], CopyRegionsAreDefault = true };

    private static AccountTarget EuNaming(Scene scene, string copyRegion) => scene.Target with { Region = EuPrimary, CopyRegions = [copyRegion] };

    private static Task<string> MadeByHandAsync(Scene scene) => Task.FromResult(scene.Simulator.Backup.AddRecoveryPoint(
        Scene.AccountId, Scene.Primary, new SeededRecoveryPoint { VaultName = Scene.VaultName, ResourceArn = scene.Account.DatabaseArns[0] }));

    private static async Task<string> MadeByPlanAsync(Scene scene) => scene.Simulator.Backup.AddRecoveryPoint(
        Scene.AccountId, Scene.Primary, new SeededRecoveryPoint { VaultName = Scene.VaultName, ResourceArn = scene.Account.DatabaseArns[0], BackupPlanId = await PlanIdAsync(scene, scene.Target) });

    private static async Task<string> MadeByStrangersPlanAsync(Scene scene)
    {
        using var backup = await scene.Other(West).ClientAsync();
        await backup.CreateBackupVaultAsync(new CreateBackupVaultRequest { BackupVaultName = Scene.VaultName }, Token);
        var rule = new BackupRuleInput { RuleName = "theirs", TargetBackupVaultName = Scene.VaultName, ScheduleExpression = "cron(0 5 ? * * *)" };
        var plan = await backup.CreateBackupPlanAsync(new CreateBackupPlanRequest { BackupPlan = new BackupPlanInput { BackupPlanName = "theirs", Rules = [rule] } }, Token);
        return scene.Simulator.Backup.AddRecoveryPoint(
            Scene.AccountId, West, new SeededRecoveryPoint { VaultName = Scene.VaultName, ResourceArn = $"arn:aws:rds:{West}:{Scene.AccountId}:db:theirs", BackupPlanId = plan.BackupPlanId });
    }

    private static async Task EmptyAsync(Scene scene, string region)
    {
        using var backup = await scene.Other(region).ClientAsync();
        var points = await backup.ListRecoveryPointsByBackupVaultAsync(new ListRecoveryPointsByBackupVaultRequest { BackupVaultName = Scene.VaultName }, Token);
        foreach (var point in points.RecoveryPoints)
        {
            await backup.DeleteRecoveryPointAsync(new DeleteRecoveryPointRequest { BackupVaultName = Scene.VaultName, RecoveryPointArn = point.RecoveryPointArn }, Token);
        }

        scene.Simulator.World.Advance(TimeSpan.FromMinutes(10));
        await backup.DeleteBackupVaultAsync(new DeleteBackupVaultRequest { BackupVaultName = Scene.VaultName }, Token);
    }

    private static async Task<string> PlanIdAsync(Scene scene, AccountTarget target) => Assert.Single((await scene.Engine.GetAsync(target, "ABS", scene.Observer, Token)).Result!).PlanId;

    private static async Task CopyAsync(Scene scene, string point, string from = Scene.Primary, string to = Scene.Copy)
    {
        using (var backup = await scene.Other(from).ClientAsync())
        {
            await backup.StartCopyJobAsync(Copy(point, $"arn:aws:backup:{to}:{Scene.AccountId}:backup-vault:{Scene.VaultName}", Scene.AccountId), Token);
        }

        scene.Simulator.World.Advance(TimeSpan.FromMinutes(1));
        scene.Simulator.ClearRequests();
    }

    private static StartCopyJobRequest Copy(string point, string destination, string accountId) => new()
    {
        RecoveryPointArn = point,
        SourceBackupVaultName = Scene.VaultName,
        DestinationBackupVaultArn = destination,
        IamRoleArn = $"arn:aws:iam::{accountId}:role/AWSBackup-Custom",
    };

    private static async Task AllowCopiesFromAsync(Scene scene, string accountId)
    {
        using var management = await new OtherWriter(scene.Simulator, new SimulatorOptions().ManagementAccount, Scene.Primary).ClientAsync();
        await management.UpdateGlobalSettingsAsync(new UpdateGlobalSettingsRequest { GlobalSettings = new() { ["isCrossAccountBackupEnabled"] = "true" } }, Token);
        using var backup = await scene.Other().ClientAsync();
        var policy = $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::{{accountId}}:root"},"Action":"backup:CopyIntoBackupVault","Resource":"*"}]}""";
        await backup.PutBackupVaultAccessPolicyAsync(new PutBackupVaultAccessPolicyRequest { BackupVaultName = Scene.VaultName, Policy = policy }, Token);
    }

    private static async Task<bool> HasVaultAsync(Scene scene, string region)
    {
        using var backup = await scene.Other(region).ClientAsync();
        var vaults = await backup.ListBackupVaultsAsync(new ListBackupVaultsRequest(), Token);
        return vaults.BackupVaultList?.Exists(static vault => vault.BackupVaultName is Scene.VaultName) == true;
    }
}
