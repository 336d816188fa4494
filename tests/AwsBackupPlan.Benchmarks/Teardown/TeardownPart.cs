using AwsBackupPlan.Benchmarks.Fleet;
using AwsBackupPlan.Benchmarks.Output;
using AwsBackupPlan.Benchmarks.Processes;
using AwsBackupPlan.Simulator;
using AwsBackupPlan.Simulator.Backup;
using AwsBackupPlan.Simulator.Hosting;
using AwsBackupPlan.Simulator.Throttling;

namespace AwsBackupPlan.Benchmarks.Teardown;

/// <summary>The removal of a set with many recovery points, in two Regions of an account that AWS throttles.</summary>
internal sealed class TeardownPart(BenchmarkOptions options, Targets targets)
{
    private const int Few = 5_000;
    private const int Many = 50_000;
    private const int ManyForQuick = 10_000;
    private const int Rate = 300;
    private const int FewerStill = 1_500;
    private const int LowRate = 20;
    private const int MostAtOnce = 48;

    private static readonly string[] Regions = ["us-east-1", "us-east-2"];

    /// <summary>Measures, writes and judges.</summary>
    public async Task RunAsync()
    {
        var count = options.IsFull ? Many : ManyForQuick;
        var table = new Table(
            $"Removal of a set with recovery points in {Regions.Length} Regions, at a limit of calls a second in each; 20 ms",
            "points".PadRight(8), "limit", "    wall, s", "   bound, s", "     CPU, s", " memory, MB", "   calls", "throttled, %", "at once");
        var slow = await MeasureAsync(FewerStill, LowRate, table);
        var few = await MeasureAsync(Few, Rate, table);
        var many = await MeasureAsync(count, Rate, table);
        var growth = (double)many.Client.PeakMemory / few.Client.PeakMemory;
        var share = Math.Max(slow.Throttled, Math.Max(few.Throttled, many.Throttled));
        var atOnce = Math.Max(few.AtOnce, many.AtOnce);
        targets.Judge($"teardown: all of {Figures.Of((long)count)} recovery points gone, and their vaults", many.Client.FirstFailure ?? "all", many.Client.Failures + few.Client.Failures + slow.Client.Failures == 0);
        targets.Judge("teardown: at most 10 % of the calls throttled", $"{Figures.Of(100 * share, 1)} %", share <= 0.1);
        targets.Judge($"teardown: never more than {MostAtOnce} deletions at once in a Region", Figures.Of(atOnce), atOnce <= MostAtOnce);
        targets.Judge($"teardown: memory at {Figures.Of((long)count)} points at most 1.25 times that at {Figures.Of((long)Few)}", Figures.Of(growth), growth <= 1.25);
        targets.Judge("teardown: in at most 1.5 times what the limit alone takes", Figures.Of(many.Client.Wall.TotalSeconds / Bound(count, Rate)), many.Client.Wall.TotalSeconds <= 1.5 * Bound(count, Rate));
    }

    // A deletion is a call, and the limit counts for each Region.
    private static double Bound(int points, int rate) => points / (double)(Regions.Length * rate);

    private static async Task<(FleetFigures Client, double Throttled, long AtOnce)> MeasureAsync(int points, int rate, Table table)
    {
        var options = new SimulatorOptions { Fleet = 1, LatencyMs = 20, Throttle = new ThrottleLimits { Services = new Dictionary<string, ThrottleLimit>(StringComparer.Ordinal) { ["backup"] = new(rate, rate) } } };
        await using var simulator = await SimulatorHost.StartAsync(options, CancellationToken.None);
        await using var client = new ClientProcess(simulator.Endpoint);
        await client.RunAsync(FleetOperation.Create, 0, 1, 1);
        foreach (var region in Regions)
        {
            var seeded = new SeededRecoveryPoint { VaultName = "backup-demo-Vault", ResourceArn = $"arn:aws:rds:us-east-1:{FleetClient.AccountAt(0)}:db:backup-demo" };
            simulator.Backup.AddRecoveryPoints(FleetClient.AccountAt(0), region, Enumerable.Repeat(seeded, points / Regions.Length));
        }

        simulator.ClearRequests();
        var figures = await client.RunAsync(FleetOperation.Remove, 0, 1, 1);
        var requests = simulator.Requests;
        var throttled = requests.Count(static request => request.ErrorType is "ThrottlingException") / (double)requests.Count;
        var atOnce = Regions.Max(region => AtOnce(requests.Where(request => request.Operation is "DeleteRecoveryPoint" && string.Equals(request.Region, region, StringComparison.Ordinal))));
        table.Write(
            Figures.Of((long)points),
            Figures.Of((long)rate),
            Figures.Of(figures.Wall.TotalSeconds, 1),
            Figures.Of(Bound(points, rate), 1),
            Figures.Of(figures.Cpu.TotalSeconds, 1),
            Figures.Megabytes(figures.PeakMemory),
            Figures.Of((long)requests.Count),
            Figures.Of(100 * throttled, 1),
            Figures.Of(atOnce));
        return (figures, throttled, atOnce);
    }

    private static long AtOnce(IEnumerable<RequestRecord> requests)
    {
        var (now, most) = (0L, 0L);
        var moments = requests.SelectMany(static request => new[] { (At: request.StartedAt, Change: 1), (At: request.EndedAt, Change: -1) });
        foreach (var (_, change) in moments.OrderBy(static moment => moment.At).ThenBy(static moment => moment.Change))
        {
            now += change;
            most = Math.Max(most, now);
        }

        return most;
    }
}
