using AwsBackupPlan.Engine.Monitoring.Jobs;
using AwsBackupPlan.Engine.Monitoring.Notifications;
using AwsBackupPlan.Engine.Monitoring.OnDemand;
using AwsBackupPlan.Engine.Monitoring.ProtectedResources;
using AwsBackupPlan.Engine.Monitoring.RecoveryPoints;
using AwsBackupPlan.Engine.Protection;
using AwsBackupPlan.Engine.Tests.Scenes;

namespace AwsBackupPlan.Engine.Tests.Deployment;

public sealed class SoughtSetTests
{
    private const string Said = " (there is a backup set 'payroll': names are case-sensitive)";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("plan")]
    [InlineData("databases")]
    [InlineData("jobs")]
    [InlineData("points")]
    [InlineData("backup")]
    [InlineData("copy")]
    [InlineData("lock")]
    [InlineData("notification")]
    public async Task A_set_that_is_not_there_and_differs_in_case_alone_from_one_that_is_says_so(string asked)
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();

        var failure = await FailureAsync(scene, asked, "Payroll");
        var other = await FailureAsync(scene, asked, "orders");

        Assert.Contains(Said, failure!.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("case-sensitive", other!.Message, StringComparison.Ordinal);
        Assert.Empty(scene.Writes());
    }

    [Fact]
    public async Task What_would_be_made_beside_a_set_of_the_name_in_another_case_is_warned_of_until_it_is_there()
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        scene.Simulator.Onboard("222222222222", "Payroll");
        var target = scene.Target with { AbsName = "Payroll" };

        await scene.CompareAsync(target: target);
        await scene.DeployAsync(target: target);
        await scene.DeployAsync(target: target);

        Assert.Equal(2, scene.Observer.Warnings.Count(static warning => string.Equals(warning, $"There is no plan of the backup set 'Payroll' yet{Said}.", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_is_not_there_to_remove_is_told_with_the_set_that_was_meant()
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();

        var outcome = await scene.RemoveAsync(target: scene.Target with { AbsName = "Payroll" });

        Assert.Equal(RemovalStatus.NothingFound, outcome.Result!.Status);
        Assert.Contains(Said, outcome.Result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_of_the_set_in_another_case_is_not_said_to_be_of_none()
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();

        await FailureAsync(scene, "databases", "Payroll");

        Assert.DoesNotContain(scene.Observer.Warnings, static warning => warning.Contains("no backup set", StringComparison.Ordinal));
    }

    private static async Task<AccountFailure?> FailureAsync(Scene scene, string asked, string absName)
    {
        var target = scene.Target with { AbsName = absName };
        var (engine, observer, sink) = (scene.Engine, scene.Observer, new CollectingSink());
        return asked switch
        {
            "plan" => (await scene.GetAsync(absName)).Failure,
            "databases" => (await engine.GetProtectionAsync(target, new ProtectionQuery(), observer, Token)).Failure,
            "jobs" => (await engine.FindJobsAsync(target, new JobQuery(), sink, observer, Token)).Failure,
            "points" => (await engine.FindRecoveryPointsAsync(target, new RecoveryPointQuery(), sink, observer, Token)).Failure,
            "backup" => (await engine.StartBackupsAsync(target, [], new BackupStartOptions(), sink, observer, Token)).Failure,
            "copy" => (await engine.StartCopiesAsync(target with { CopyRegionsAreDefault = true }, [new NamedPoint(scene.AddPoints(Scene.Primary, 1)[0], Scene.VaultName)], new CopyStartOptions(), sink, observer, Token)).Failure ?? sink.Failures[0],
            "lock" => (await engine.LockAsync(target, new VaultLockOptions { MinRetentionDays = 7 }, observer, Token)).Failure,
            _ => (await engine.NotifyAsync(target, new NotificationOptions { Remove = true }, observer, Token)).Failure,
        };
    }
}
