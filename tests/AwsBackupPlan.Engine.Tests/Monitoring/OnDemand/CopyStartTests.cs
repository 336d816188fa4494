using Amazon.Backup.Model;
using AwsBackupPlan.Engine.Monitoring.OnDemand;
using AwsBackupPlan.Engine.Protection;
using AwsBackupPlan.Engine.Tests.Scenes;
using AwsBackupPlan.Simulator.Backup;
using AwsBackupPlan.Simulator.Kms;

namespace AwsBackupPlan.Engine.Tests.Monitoring.OnDemand;

public sealed class CopyStartTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Copies_go_where_the_plan_sends_its_own_and_a_token_makes_a_repetition_known()
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        var points = Points(scene, 2);
        var target = scene.Target with { CopyRegions = [], CopyRegionsAreDefault = true };
        var options = new CopyStartOptions { IdempotencyToken = "again" };

        var run = (await StartRun.CopiesAsync(scene, points, options, target: target)).Started();
        (await StartRun.CopiesAsync(scene, points, options, target: target)).Started();

        Assert.Equal(2, scene.Simulator.Backup.CountJobs(Scene.AccountId, Scene.Primary, JobKind.Copy));
        Assert.All(run.Jobs, static job => Assert.Equal(
            (BackupJobType.Copy, Scene.AbsName, Scene.Primary, Scene.Copy, "arn:aws:backup:us-east-2:222222222222:backup-vault:payroll-Vault"),
            (job.JobType, job.AbsName, job.Region, job.DestinationRegion, job.DestinationVaultArn)));
        scene.Simulator.World.Advance(TimeSpan.FromHours(1));
        Assert.Equal(2, scene.Simulator.Backup.CountJobs(Scene.AccountId, Scene.Primary, JobKind.Copy, "COMPLETED"));
    }

    [Fact]
    public async Task A_vault_that_is_named_is_copied_to_also_in_another_account()
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        const string Central = "arn:aws:backup:us-east-1:111111111111:backup-vault:Central";
        var observer = new RecordingObserver();

        var run = (await StartRun.CopiesAsync(scene, Points(scene, 1), new() { DestinationVaultArn = Central, RetentionDays = 365 }, observer, scene.Target with { AbsName = "*" })).Started();

        Assert.Equal(Central, Assert.Single(run.Jobs).DestinationVaultArn);
        Assert.Equal("Start 1 copy job: Copy a backup of payroll-db-1 to Central in us-east-1 of account 111111111111, kept for 365 days", Assert.Single(observer.Questions).Action);
    }

    [Fact]
    public async Task What_cannot_be_copied_is_told_each_by_itself_and_the_others_are()
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        var good = Points(scene, 1)[0];
        var partial = new NamedPoint(Add(scene, "db:payroll-db-1", "PARTIAL"), Scene.VaultName);
        scene.Simulator.Rds.AddCluster(Scene.AccountId, Scene.Primary, "payroll-multi", engine: "mysql");
        (await StartRun.BackupsAsync(scene, ["payroll-multi"])).Started();
        scene.Simulator.World.Advance(TimeSpan.FromHours(1));
        using var backup = await scene.Other().ClientAsync();
        var made = await backup.ListRecoveryPointsByResourceAsync(new ListRecoveryPointsByResourceRequest { ResourceArn = "arn:aws:rds:us-east-1:222222222222:cluster:payroll-multi" }, Token);
        var multiAz = new NamedPoint(Assert.Single(made.RecoveryPoints).RecoveryPointArn, Scene.VaultName);
        var gone = good with { RecoveryPointArn = good.RecoveryPointArn + "-gone" };
        scene.Simulator.ClearRequests();

        var run = await StartRun.CopiesAsync(scene, [good, partial, multiAz, gone, good with { VaultName = "Nowhere" }]);

        Assert.Equal(good.RecoveryPointArn, Assert.Single(run.Jobs).RecoveryPointArn);
        Assert.Equal(
            ["RecoveryPointNotCopyable", "RecoveryPointNotFound", "RecoveryPointNotUsable", "VaultNotFound"],
            run.Failures.Select(static failure => failure.ErrorId).Order(StringComparer.Ordinal));
        Assert.Equal("incomplete", run.Outcome.Result);
        Assert.Equal("StartCopyJob", scene.Writes());
    }

    [Theory]
    [InlineData("itself", "CopyIntoItself")]
    [InlineData("no vault", "VaultNotFound")]
    [InlineData("a disabled key", "KeyNotUsable")]
    [InlineData("a key of AWS's own", "KeyNotUsable")]
    [InlineData("a lock", "RetentionOutsideVaultLock")]
    [InlineData("an end that is over", "RetentionOver")]
    [InlineData("no Region", "CopyRegionNotKnown")]
    public async Task A_copy_that_would_fail_is_not_started(string why, string errorId)
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync(new() { DeleteAfterDays = 30 });
        var point = new NamedPoint(Add(scene, "db:payroll-db-1", age: 20), Scene.VaultName);
        var (options, target) = (new CopyStartOptions(), scene.Target);
        switch (why)
        {
            case "itself":
                options = options with { DestinationVaultArn = "arn:aws:backup:us-east-1:222222222222:backup-vault:payroll-Vault" };
                break;
            case "no vault":
                target = target with { CopyRegions = ["us-west-2"] };
                break;
            case "a disabled key":
                scene.Simulator.Kms.SetKeyState(scene.Account.KeyArns[1], KeyState.Disabled);
                break;
            case "a key of AWS's own":
                options = options with { DestinationVaultArn = scene.Simulator.Backup.AddVault(Scene.AccountId, "us-west-2", "Default") };
                break;
            case "a lock":
                await scene.Engine.LockAsync(scene.Target, new VaultLockOptions { MaxRetentionDays = 40, Vault = VaultScope.Copy }, scene.Observer, Token);
                options = options with { RetentionDays = 41 };
                break;
            case "an end that is over":
                options = options with { RetentionDays = 19 };
                break;
            default:
                target = target with { CopyRegions = [] };
                break;
        }

        scene.Simulator.ClearRequests();

        var run = await StartRun.CopiesAsync(scene, [point], options, target: target);

        var failure = run.Outcome.Failure ?? Assert.Single(run.Failures);
        Assert.Equal(errorId, failure.ErrorId);
        Assert.NotEmpty(failure.Remedy);
        Assert.Empty(run.Jobs);
        Assert.Empty(scene.Writes());
    }

    [Fact]
    public void What_cannot_be_is_found_before_any_call()
    {
        var target = new Engine.Accounts.AccountTarget(Scene.AccountId, "*", Scene.Primary, [], "Xacnt_Backup_Role");
        Assert.Equal(["DestinationVaultArn", "RetentionDays"], StartOptionsValidator.Validate(new CopyStartOptions { DestinationVaultArn = "Central", RetentionDays = -1 }).Select(static fault => fault.ParameterName));
        Assert.Equal(["DestinationVaultArn"], StartOptionsValidator.Validate(target, new CopyStartOptions()).Select(static fault => fault.ParameterName));
        Assert.Equal(["RecoveryPointArn", "BackupVaultName"], StartOptionsValidator.Validate(target, new NamedPoint("arn:aws:rds:us-east-2:222222222222:snapshot:awsbackup:x", string.Empty)).Select(static fault => fault.ParameterName));
    }

    private static IReadOnlyList<NamedPoint> Points(Scene scene, int count) => [.. scene.AddPoints(Scene.Primary, count).Select(static arn => new NamedPoint(arn, Scene.VaultName))];

    private static string Add(Scene scene, string resource, string status = "COMPLETED", int age = 0) => scene.Simulator.Backup.AddRecoveryPoint(Scene.AccountId, Scene.Primary, new SeededRecoveryPoint
    {
        VaultName = Scene.VaultName,
        ResourceArn = $"arn:aws:rds:us-east-1:222222222222:{resource}",
        Status = status,
        CreationDate = scene.Simulator.World.Now.AddDays(-age),
    });
}
