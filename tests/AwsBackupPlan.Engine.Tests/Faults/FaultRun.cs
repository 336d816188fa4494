using AwsBackupPlan.Engine.Deployment;
using AwsBackupPlan.Engine.Monitoring.Jobs;
using AwsBackupPlan.Engine.Monitoring.Notifications;
using AwsBackupPlan.Engine.Protection;
using AwsBackupPlan.Engine.Teardown;
using AwsBackupPlan.Engine.Tests.Crashes;
using AwsBackupPlan.Engine.Tests.Scenes;

namespace AwsBackupPlan.Engine.Tests.Faults;

/// <summary>A run of the engine on one account, while calls go wrong.</summary>
/// <param name="Name">What it is called in the tests.</param>
/// <param name="Prepare">Brings the account into the state that the run finds.</param>
/// <param name="RunAsync">The run; returns what failed, and what it found, without ids and times.</param>
internal sealed record FaultRun(string Name, Func<CrashScene, Task> Prepare, Func<CrashScene, BackupEngine, CancellationToken, Task<(AccountFailure? Failure, string Found)>> RunAsync)
{
    private static readonly DeploymentOptions Changed = new() { ScheduleExpression = "cron(0 1 ? * * *)", ResourceTypes = ["RDS"] };

    public static FaultRun Create { get; } = new("create", static _ => Task.CompletedTask, static (scene, engine, token) => DeployAsync(scene, engine, new DeploymentOptions(), token));

    public static FaultRun Change { get; } = new("change", static scene => scene.DeployedAsync(), static (scene, engine, token) => DeployAsync(scene, engine, Changed, token));

    public static FaultRun Compare { get; } = new("compare", static scene => scene.DeployedAsync(), CompareAsync);

    public static FaultRun Get { get; } = new("get", static scene => scene.DeployedAsync(), GetAsync);

    public static FaultRun Remove { get; } = new("remove", static scene => scene.FilledAsync(), RemoveAsync);

    public static FaultRun Lock { get; } = new("lock", static scene => scene.DeployedAsync(), static (scene, engine, token) => LockAsync(scene, engine, new VaultLockOptions { MinRetentionDays = 7, MaxRetentionDays = 400 }, token));

    public static FaultRun Unlock { get; } = new("unlock", static scene => scene.LockedAsync(), static (scene, engine, token) => LockAsync(scene, engine, new VaultLockOptions { Remove = true }, token));

    public static FaultRun Notify { get; } = new("notify", static scene => scene.DeployedAsync(), NotifyAsync);

    public static FaultRun Protect { get; } = new(
        "protect", static scene => scene.DeployedAsync(), static (scene, engine, token) => DeployAsync(scene, engine, new() { VaultAccessPolicy = VaultAccessPolicy.Protect }, token));

    public static FaultRun Central { get; } = new(
        "central", static scene => scene.CentralAsync(), static (scene, engine, token) => DeployAsync(scene, engine, new() { CentralVaultArn = CrashScene.Central, DeleteAfterDays = 35 }, token));

    public static FaultRun Jobs { get; } = new("jobs", static scene => scene.BusyAsync(), FindJobsAsync);

    public static IReadOnlyList<FaultRun> All { get; } = [Create, Change, Compare, Get, Remove, Lock, Unlock, Notify, Protect, Central, Jobs];

    public static FaultRun Of(string name) => All.Single(run => string.Equals(run.Name, name, StringComparison.Ordinal));

    private static async Task<(AccountFailure? Failure, string Found)> DeployAsync(CrashScene scene, BackupEngine engine, DeploymentOptions options, CancellationToken token) =>
        ((await engine.DeployAsync(scene.Target, options, scene.Observer, token)).Failure, string.Empty);

    private static async Task<(AccountFailure? Failure, string Found)> CompareAsync(CrashScene scene, BackupEngine engine, CancellationToken token)
    {
        var outcome = await engine.CompareAsync(scene.Target, Changed, scene.Observer, token);
        var changes = outcome.Result?.Changes.Select(static change => $"{change.Action} {change.Name} in {change.Region}: {change.Reason}") ?? [];
        return (outcome.Failure, $"{outcome.Result?.Status}\n{string.Join('\n', changes)}");
    }

    private static async Task<(AccountFailure? Failure, string Found)> GetAsync(CrashScene scene, BackupEngine engine, CancellationToken token)
    {
        var outcome = await engine.GetAsync(scene.Target, "ABS", scene.Observer, token);
        var plans = outcome.Result?.Select(static plan =>
            $"{plan.PlanName}: {plan.Rules.Count} rules, {plan.Selections.Count} selections, vaults in {string.Join(", ", plan.Vaults.Select(static vault => vault.Region))}, tags {string.Join(", ", plan.Tags)}") ?? [];
        return (outcome.Failure, string.Join('\n', plans));
    }

    private static async Task<(AccountFailure? Failure, string Found)> RemoveAsync(CrashScene scene, BackupEngine engine, CancellationToken token) =>
        ((await engine.RemoveAsync(scene.Target, new TeardownOptions(), scene.Observer, token)).Failure, string.Empty);

    private static async Task<(AccountFailure? Failure, string Found)> NotifyAsync(CrashScene scene, BackupEngine engine, CancellationToken token)
    {
        var outcome = await engine.NotifyAsync(scene.Target, new NotificationOptions { TopicName = "backups" }, scene.Observer, token);
        var vaults = outcome.Result?.Select(static vault => $"{vault.VaultName} in {vault.Region}: {string.Join(", ", vault.Events)} to {vault.TopicArn?.Split(':')[5]}") ?? [];
        return (outcome.Failure, string.Join('\n', vaults));
    }

    private static async Task<(AccountFailure? Failure, string Found)> LockAsync(CrashScene scene, BackupEngine engine, VaultLockOptions options, CancellationToken token)
    {
        var outcome = await engine.LockAsync(scene.Target, options, scene.Observer, token);
        var vaults = outcome.Result?.Select(static vault => $"{vault.VaultName} in {vault.Region}: {vault.Mode}, {vault.MinRetentionDays} to {vault.MaxRetentionDays}") ?? [];
        return (outcome.Failure, string.Join('\n', vaults));
    }

    private static async Task<(AccountFailure? Failure, string Found)> FindJobsAsync(CrashScene scene, BackupEngine engine, CancellationToken token)
    {
        var sink = new CollectingSink();
        var outcome = await engine.FindJobsAsync(scene.Target with { CopyRegionsAreDefault = true }, new JobQuery(), sink, scene.Observer, token);
        return (outcome.Failure, string.Join('\n', sink.Pages.SelectMany(static page => page).Cast<BackupJobInfo>().Select(static job => $"{job.JobType} of {job.ResourceName} in {job.Region}: {job.State}")));
    }
}
