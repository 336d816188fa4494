using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Tests.Scenes;
using AwsBackupPlan.Simulator;
using AwsBackupPlan.Simulator.Backup;
using AwsBackupPlan.Simulator.Faults;
using AwsBackupPlan.Simulator.Onboarding;
using AwsBackupPlan.Simulator.Sts;

namespace AwsBackupPlan.Engine.Tests.Accounts;

public sealed class RoleSessionTests
{
    [Fact]
    public async Task A_role_that_does_not_exist_is_told_with_all_that_can_be_the_cause()
    {
        await using var scene = await Scene.StartAsync();

        var outcome = await scene.DeployAsync(target: scene.Target with { RoleName = "Nobody" });

        var failure = outcome.Failure!;
        Assert.Equal("RoleNotAssumable", failure.ErrorId);
        Assert.Equal(FailureCategory.PermissionDenied, failure.Category);
        Assert.Contains($"arn:aws:iam::{Scene.AccountId}:role/Nobody", failure.Message, StringComparison.Ordinal);
        Assert.Contains("-RoleName", failure.Remedy, StringComparison.Ordinal);
        Assert.Contains("give it with -ExternalId", failure.Remedy, StringComparison.Ordinal);
        Assert.Single(scene.Simulator.Requests);
    }

    [Fact]
    public async Task The_external_id_opens_a_role_that_asks_for_it()
    {
        await using var scene = await Scene.StartAsync(new SimulatorOptions { ExternalId = "ticket-4711" });

        var without = await scene.GetAsync("*");
        var with = await scene.Engine.GetAsync(scene.Target with { AbsName = "*", ExternalId = "ticket-4711" }, "ABS", scene.Observer, TestContext.Current.CancellationToken);

        Assert.Equal("RoleNotAssumable", without.Failure!.ErrorId);
        Assert.Null(with.Failure?.Message);
    }

    [Fact]
    public async Task A_role_with_a_path_is_assumed_under_its_whole_name()
    {
        await using var scene = await Scene.StartAsync();
        scene.Simulator.Sts.SetRole(Scene.AccountId, "team/Backup", new SimulatedRole());

        var outcome = await scene.Engine.GetAsync(scene.Target with { AbsName = "*", RoleName = "/team/Backup" }, "ABS", scene.Observer, TestContext.Current.CancellationToken);

        Assert.Null(outcome.Failure?.Message);
    }

    [Fact]
    public async Task One_session_serves_all_calls_of_a_piece_of_work_in_all_Regions()
    {
        await using var scene = await Scene.StartAsync();

        await scene.DeployAsync();

        Assert.Single(scene.Requests("AssumeRole"));
        Assert.Contains(scene.Simulator.Requests, static request => request.Region is Scene.Copy);
        Assert.All(
            scene.Simulator.Requests.Where(static request => request.Service is not "sts"),
            static request => Assert.EndsWith("assumed-role/Xacnt_Backup_Role/AwsBackupPlan", request.PrincipalArn, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_session_is_renewed_before_it_ends()
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        var job = scene.Simulator.Backup.AddBackupJob(Scene.AccountId, Scene.Primary, new SeededBackupJob { VaultName = Scene.VaultName, ResourceArn = scene.Account.DatabaseArns[0] });
        var skipped = scene.Time.Skipped!;
        scene.Time.Skipped = by =>
        {
            skipped(by);
            if (scene.Time.Waited > TimeSpan.FromMinutes(130))
            {
                scene.Simulator.Backup.SetBackupJobState(Scene.AccountId, Scene.Primary, job, "COMPLETED");
            }
        };

        var outcome = await scene.RemoveAsync(new() { Timeout = TimeSpan.FromHours(3) });

        Assert.Equal(RemovalStatus.Removed, outcome.Result!.Status);
        Assert.Equal(3, scene.Requests("AssumeRole").Count);
    }

    [Theory]
    [InlineData(FaultKind.AccessDenied)]
    [InlineData(FaultKind.Reset)]
    public async Task The_old_session_is_used_while_it_lasts_when_it_cannot_be_renewed(FaultKind kind)
    {
        await using var scene = await Scene.StartAsync();
        var observer = new MeddlingObserver(() =>
        {
            // The session lasts an hour and is renewed five minutes before its end.
            scene.Time.Advance(TimeSpan.FromMinutes(57));
            scene.Fail("AssumeRole", kind, times: 0, service: "sts");
            return Task.CompletedTask;
        });
        var engine = scene.NewEngine(scene.Connection with { MaxRetries = 0 });

        var outcome = await engine.DeployAsync(scene.Target, new(), observer, TestContext.Current.CancellationToken);

        Assert.Null(outcome.Failure?.Message);
        Assert.True(scene.Requests("AssumeRole").Count > 1, "The session was not renewed.");
    }

    [Fact]
    public async Task The_token_service_of_the_primary_Region_is_asked()
    {
        await using var scene = await Scene.StartAsync();

        await scene.Engine.GetAsync(scene.Target with { AbsName = "*", Region = "eu-central-1" }, "ABS", scene.Observer, TestContext.Current.CancellationToken);

        Assert.Equal("eu-central-1", Assert.Single(scene.Requests("AssumeRole")).Region);
    }

    [Fact]
    public async Task A_whole_set_is_deployed_in_another_partition()
    {
        var onboarding = new OnboardingOptions { Region = "cn-north-1", CopyRegions = ["cn-northwest-1"] };
        var target = new AccountTarget(Scene.AccountId, Scene.AbsName, "cn-north-1", ["cn-northwest-1"], "Xacnt_Backup_Role");
        await using var scene = await Scene.StartAsync(onboarding: onboarding, target: target);

        var outcome = await scene.DeployAsync();

        Assert.Null(outcome.Failure?.Message);
        Assert.All(outcome.Result!.VaultArn, static arn => Assert.StartsWith("arn:aws-cn:backup:cn-north", arn, StringComparison.Ordinal));
    }
}
