using AwsBackupPlan.Engine.Fleet;
using AwsBackupPlan.Engine.Monitoring.OnDemand;
using AwsBackupPlan.Engine.Tests.Scenes;

namespace AwsBackupPlan.Engine.Tests.Monitoring.OnDemand;

/// <summary>What came of starting jobs in a scene.</summary>
/// <param name="Outcome">What came of the account.</param>
/// <param name="Jobs">The jobs that began.</param>
/// <param name="Failures">What could not begin.</param>
internal sealed record StartRun(WorkOutcome<string> Outcome, IReadOnlyList<BackupJobInfo> Jobs, IReadOnlyList<AccountFailure> Failures)
{
    public static Task<StartRun> BackupsAsync(Scene scene, IReadOnlyList<string> databases, BackupStartOptions? options = null, IWorkObserver? observer = null, Engine.Accounts.AccountTarget? target = null) =>
        RunAsync(sink => scene.Engine.StartBackupsAsync(target ?? scene.Target, databases, options ?? new(), sink, observer ?? scene.Observer, TestContext.Current.CancellationToken));

    public static Task<StartRun> CopiesAsync(Scene scene, IReadOnlyList<NamedPoint> points, CopyStartOptions? options = null, IWorkObserver? observer = null, Engine.Accounts.AccountTarget? target = null) =>
        RunAsync(sink => scene.Engine.StartCopiesAsync(target ?? scene.Target, points, options ?? new(), sink, observer ?? scene.Observer, TestContext.Current.CancellationToken));

    public static Task<StartRun> RestoresAsync(Scene scene, IReadOnlyList<NamedPoint> points, RestoreStartOptions? options = null, IWorkObserver? observer = null) =>
        RunAsync(sink => scene.Engine.StartRestoresAsync(scene.Target, points, options ?? new(), sink, observer ?? scene.Observer, TestContext.Current.CancellationToken));

    /// <summary>All began.</summary>
    public StartRun Started()
    {
        Assert.Null(Outcome.Failure?.Message);
        Assert.Empty(Failures.Select(static failure => failure.Message));
        Assert.Equal(("started", false), (Outcome.Result, Outcome.HasFailed));
        return this;
    }

    private static async Task<StartRun> RunAsync(Func<IResultSink, Task<WorkOutcome<string>>> start)
    {
        var sink = new CollectingSink();
        var outcome = await start(sink);
        return new StartRun(outcome, [.. sink.Pages.SelectMany(static page => page).Cast<BackupJobInfo>()], sink.Failures);
    }
}
