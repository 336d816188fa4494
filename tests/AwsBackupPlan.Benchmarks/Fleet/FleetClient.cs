using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using AwsBackupPlan.Engine;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Deployment;
using AwsBackupPlan.Engine.Fleet;
using AwsBackupPlan.Engine.Monitoring.ProtectedResources;
using AwsBackupPlan.Engine.Monitoring.RecoveryPoints;
using AwsBackupPlan.Engine.Teardown;

namespace AwsBackupPlan.Benchmarks.Fleet;

/// <summary>The measured client: a process of its own that runs the engine as the cmdlets do, and is told what to do line by line.</summary>
internal sealed class FleetClient(Uri endpoint) : IDisposable
{
    private const long FirstAccount = 200_000_000_001;

    private readonly BackupEngine _engine = new(Connection(endpoint));

    /// <summary>Who calls, and where AWS is.</summary>
    public static ConnectionOptions Connection(Uri endpoint) => new() { AccessKey = "AKIABENCHMARK0000001", SecretKey = "the-simulator-takes-any-secret", EndpointUrl = endpoint };

    /// <summary>The account at a place of the simulator's fleet, from 0.</summary>
    public static string AccountAt(int index) => (FirstAccount + index).ToString(CultureInfo.InvariantCulture);

    /// <summary>Answers commands until the input ends: <c>Create 0 100 32</c> works on 100 accounts from the first, 32 at once; <c>Bare 0 100 32</c> makes the bare calls, <c>Protection 0 100 32</c> looks at the databases, <c>Points 0 100 32</c> reads recovery points.</summary>
    public async Task ServeAsync(TextReader input, TextWriter output)
    {
        while (await input.ReadLineAsync() is { } line)
        {
            var words = line.Split(' ');
            var first = int.Parse(words[1], CultureInfo.InvariantCulture);
            var count = int.Parse(words[2], CultureInfo.InvariantCulture);
            var throttle = int.Parse(words[3], CultureInfo.InvariantCulture);
            string[] accounts = [.. Enumerable.Range(first, count).Select(AccountAt)];
            var figures = words[0] switch
            {
                "Bare" => await MeasureBareAsync(accounts, throttle),
                "Protection" => Measure(() => LookAtDatabases(accounts, throttle)),
                "Points" => Measure(() => ReadPoints(accounts, throttle)),
                var operation => Measure(() => Run(Enum.Parse<FleetOperation>(operation), accounts, throttle)),
            };
            await output.WriteLineAsync(JsonSerializer.Serialize(figures));
            await output.FlushAsync();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _engine.Dispose();

    private async Task<FleetFigures> MeasureBareAsync(string[] accounts, int throttle)
    {
        using var calls = new BareSdkCalls(endpoint);
        await calls.RunAsync([accounts[0]], 1);
        using var process = Process.GetCurrentProcess();
        var (cpu, started) = (process.TotalProcessorTime, Stopwatch.GetTimestamp());
        await calls.RunAsync(accounts, throttle);
        var wall = Stopwatch.GetElapsedTime(started);
        process.Refresh();
        return new FleetFigures(wall, process.TotalProcessorTime - cpu, process.PeakWorkingSet64, 0, null);
    }

    private static FleetFigures Measure(Func<(int Failures, string? First, long Found)> work)
    {
        using var process = Process.GetCurrentProcess();
        var (cpu, started) = (process.TotalProcessorTime, Stopwatch.GetTimestamp());
        var (failures, first, found) = work();
        var wall = Stopwatch.GetElapsedTime(started);
        process.Refresh();
        return new FleetFigures(wall, process.TotalProcessorTime - cpu, Math.Max(process.PeakWorkingSet64, process.WorkingSet64), failures, first, found);
    }

    private (int Failures, string? First, long Found) Run(FleetOperation operation, IReadOnlyList<string> accounts, int throttle) => operation switch
    {
        FleetOperation.Create => Run(accounts, throttle, Deploy, static result => result.Status is DeploymentStatus.Created),
        FleetOperation.SecondRun => Run(accounts, throttle, Deploy, static result => result.Status is DeploymentStatus.Unchanged),
        FleetOperation.Compare => Run(
            accounts,
            throttle,
            (target, observer, token) => _engine.CompareAsync(target, new DeploymentOptions(), observer, token),
            static result => result.Status is ComparisonStatus.InSync),
        _ => Run(
            accounts,
            throttle,
            (target, observer, token) => _engine.RemoveAsync(target, new TeardownOptions(), observer, token),
            static result => result.Status is RemovalStatus.Removed),
    };

    private Task<WorkOutcome<BackupPlanResult>> Deploy(AccountTarget target, IWorkObserver observer, CancellationToken token) =>
        _engine.DeployAsync(target, new DeploymentOptions(), observer, token);

    // All that the simulator lets databases of a fleet want is there: each has a backup and a copy.
    private (int Failures, string? First, long Found) LookAtDatabases(IReadOnlyList<string> accounts, int throttle) => Run<IReadOnlyList<ProtectedResourceInfo>>(
        accounts,
        throttle,
        (target, observer, token) => _engine.GetProtectionAsync(target, new ProtectionQuery(), observer, token),
        static databases => databases.Count > 0 && databases.All(static database => database.Status is ProtectionStatus.Protected or ProtectionStatus.OptInOff));

    private (int Failures, string? First, long Found) ReadPoints(IReadOnlyList<string> accounts, int throttle) => Run<IReadOnlyList<RecoveryPointInfo>>(
        accounts,
        throttle,
        (target, observer, token) => _engine.FindRecoveryPointsAsync(target, new RecoveryPointQuery(), (IResultSink)observer, observer, token),
        static _ => true);

    private static (int Failures, string? First, long Found) Run<TResult>(
        IReadOnlyList<string> accounts, int throttle, Func<AccountTarget, IWorkObserver, CancellationToken, Task<WorkOutcome<TResult>>> work, Func<TResult, bool> isRight)
        where TResult : class
    {
        var (failures, first, found) = (0, default(string), 0L);
        using var fleet = new FleetRun<TResult>(work, new FleetOptions { ThrottleLimit = throttle, WantsVerbose = false });
        foreach (var account in accounts)
        {
            fleet.Add(new AccountTarget(account, "backup-demo", "us-east-1", ["us-east-2"], "Xacnt_Backup_Role"));
            foreach (var record in fleet.Available())
            {
                Handle(record);
            }
        }

        fleet.Complete();
        foreach (var record in fleet.ToEnd())
        {
            Handle(record);
        }

        return (failures, first, found);

        void Handle(FleetRecord record)
        {
            switch (record)
            {
                case FleetConfirmation confirmation:
                    confirmation.Answer(Decision.Proceed);
                    break;
                case FleetResults results:
                    found += results.Results.Count;
                    results.Taken(true);
                    break;
                case FleetOutcome<TResult> { Outcome: var outcome } when outcome.Failure is not null || outcome.Result is null || !isRight(outcome.Result):
                    failures++;
                    first ??= outcome.Failure?.Message ?? outcome.Result?.ToString();
                    break;
            }
        }
    }
}
