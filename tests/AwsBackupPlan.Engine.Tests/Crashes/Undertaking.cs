using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Deployment;
using AwsBackupPlan.Engine.Monitoring.Notifications;
using AwsBackupPlan.Engine.Protection;
using AwsBackupPlan.Engine.Teardown;
using AwsBackupPlan.Engine.Tests.Faults;

namespace AwsBackupPlan.Engine.Tests.Crashes;

/// <summary>A run of the engine on one account, with what has to be there before.</summary>
/// <param name="Name">What it is called in the tests.</param>
/// <param name="Prepare">Brings the account into the state that the run finds.</param>
/// <param name="RunAsync">The run; returns what failed, or <see langword="null"/>.</param>
/// <param name="ProtectsThroughout">Whether databases are protected before, and have to stay so.</param>
internal sealed record Undertaking(
    string Name, Func<CrashScene, Task> Prepare, Func<CrashScene, BackupEngine, CancellationToken, Task<string?>> RunAsync, bool ProtectsThroughout)
{
    private static readonly DeploymentOptions Changed = new() { ScheduleExpression = "cron(0 1 ? * * *)" };

    private static readonly DeploymentOptions Replaced = new() { ResourceTypes = ["RDS"] };

    private static readonly DeploymentOptions Adopted = new() { Adopt = true };

    private static readonly DeploymentOptions Protected = new() { VaultAccessPolicy = VaultAccessPolicy.Protect };

    private static readonly DeploymentOptions Copied = new() { CentralVaultArn = CrashScene.Central, DeleteAfterDays = 35 };

    public static IReadOnlyList<Undertaking> All { get; } =
    [
        new("create", static _ => Task.CompletedTask, static (scene, engine, token) => DeployAsync(scene, engine, new DeploymentOptions(), token), ProtectsThroughout: false),
        new("update", static scene => scene.DeployedAsync(), static (scene, engine, token) => DeployAsync(scene, engine, Changed, token), ProtectsThroughout: true),
        new("replace", static scene => scene.DeployedAsync(), static (scene, engine, token) => DeployAsync(scene, engine, Replaced, token), ProtectsThroughout: true),
        new("adopt", static scene => scene.StrangelyMadeAsync(), static (scene, engine, token) => DeployAsync(scene, engine, Adopted, token), ProtectsThroughout: true),
        new("create with protection", static _ => Task.CompletedTask, static (scene, engine, token) => DeployAsync(scene, engine, Protected, token), ProtectsThroughout: false),
        new("protect", static scene => scene.DeployedAsync(), static (scene, engine, token) => DeployAsync(scene, engine, Protected, token), ProtectsThroughout: true),
        new("create with a central vault", static scene => scene.CentralAsync(), static (scene, engine, token) => DeployAsync(scene, engine, Copied, token), ProtectsThroughout: false),
        new("lock", static scene => scene.DeployedAsync(), LockAsync, ProtectsThroughout: true),
        new("unlock", static scene => scene.LockedAsync(), UnlockAsync, ProtectsThroughout: true),
        new("notify", static scene => scene.DeployedAsync(), NotifyAsync, ProtectsThroughout: true),
        new("remove", static scene => scene.FilledAsync(), static (scene, engine, token) => RemoveAsync(scene.Target, scene, engine, token), ProtectsThroughout: false),
        // Once the plan has gone, nobody but the primary vault knows where the copies are.
        new("remove without naming the copy Region", static scene => scene.FilledAsync(), static (scene, engine, token) => RemoveAsync(Unaware(scene.Target), scene, engine, token), ProtectsThroughout: false),
        .. TeardownRun.All.Where(static run => run != TeardownRun.Noted).Select(static run => new Undertaking(run.Name, run.Prepare, async (scene, engine, token) => (await run.RunAsync(scene, engine, token)).Failure?.Message, ProtectsThroughout: false)),
    ];

    public static Undertaking Of(string name) => All.Single(undertaking => string.Equals(undertaking.Name, name, StringComparison.Ordinal));

    private static async Task<string?> DeployAsync(CrashScene scene, BackupEngine engine, DeploymentOptions options, CancellationToken token) =>
        (await engine.DeployAsync(scene.Target, options, scene.Observer, token)).Failure?.Message;

    private static async Task<string?> LockAsync(CrashScene scene, BackupEngine engine, CancellationToken token) => (await engine.LockAsync(
        scene.Target, new VaultLockOptions { MinRetentionDays = 7, Compliance = true, ChangeableForDays = 3, AcknowledgeIrreversible = true }, scene.Observer, token)).Failure?.Message;

    private static async Task<string?> UnlockAsync(CrashScene scene, BackupEngine engine, CancellationToken token) =>
        (await engine.LockAsync(scene.Target, new VaultLockOptions { Remove = true }, scene.Observer, token)).Failure?.Message;

    private static async Task<string?> NotifyAsync(CrashScene scene, BackupEngine engine, CancellationToken token) =>
        (await engine.NotifyAsync(scene.Target, new NotificationOptions { TopicName = "backups" }, scene.Observer, token)).Failure?.Message;

    private static AccountTarget Unaware(AccountTarget target) => target with { CopyRegions = ["us-west-2"], CopyRegionsAreDefault = true };

    private static async Task<string?> RemoveAsync(AccountTarget target, CrashScene scene, BackupEngine engine, CancellationToken token) =>
        (await engine.RemoveAsync(target, new TeardownOptions(), scene.Observer, token)).Failure?.Message;
}
