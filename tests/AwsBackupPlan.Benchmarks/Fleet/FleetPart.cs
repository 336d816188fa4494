using AwsBackupPlan.Benchmarks.Output;
using AwsBackupPlan.Benchmarks.Processes;

namespace AwsBackupPlan.Benchmarks.Fleet;

/// <summary>Fleets of several sizes at several latencies, each with a client and a simulator of its own.</summary>
internal sealed class FleetPart(BenchmarkOptions options, Targets targets)
{
    private const int Throttle = 32;
    private const int WarmUpAccounts = 400;
    private const int BareAccounts = 1000;

    // Once is not enough: .NET compiles what runs often anew, and a removal makes calls that nothing else makes.
    private const int WarmUpRounds = 2;

    // So few accounts take so little processor time that one run says little.
    private const int FewAccounts = 100;
    private const int RunsOfFew = 3;

    // What ran often is compiled anew as soon as nothing else is to do: in a removal that would be its wait.
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(3);

    private static readonly FleetOperation[] All = Enum.GetValues<FleetOperation>();
    private static readonly FleetOperation[] WithoutRemoval = [FleetOperation.Create, FleetOperation.SecondRun, FleetOperation.Compare];

    private readonly List<FleetResult> _results = [];
    private readonly List<double> _bare = [];

    /// <summary>Measures, writes and judges.</summary>
    public async Task RunAsync()
    {
        var chains = await CallChains.MeasureAsync();
        Console.WriteLine();
        Console.WriteLine($"Calls that wait for one another: {string.Join(", ", All.Select(operation => $"{Name(operation)} {chains[operation]}"))}; a removal also waits {CallChains.RemovalWait.TotalSeconds} s between looking for running backups and for their copies.");
        var table = new Table(
            $"Fleets, {Throttle} accounts in flight; client and simulator in processes of their own, after a warm-up",
            "accounts", "latency ms", "operation ", "  wall s", "bound s", "wall/bound", "ms/account", "client CPU ms/account", "simulator CPU ms/request", "client MB", "simulator MB", "<= 1.3 bound");
        int[] sizes = [1, 10, 100, 1000, BenchmarkOptions.AllFleets];
        foreach (var accounts in sizes.Where(size => size <= options.LargestFleet))
        {
            await RunAsync(accounts, chains, table);
        }

        Judge();
    }

    /// <summary>The largest fleet at no latency, for the simulator's sake.</summary>
    public async Task<IReadOnlyList<FleetResult>> RunLargestAsync()
    {
        FleetResult[] known = [.. _results.Where(static result => result is { Accounts: BenchmarkOptions.AllFleets, LatencyMs: 0 })];
        if (known.Length > 0)
        {
            return known;
        }

        await using var simulator = await SimulatorProcess.StartAsync(BenchmarkOptions.AllFleets + WarmUpAccounts);
        await using var client = new ClientProcess(simulator.Endpoint);
        await WarmUpAsync(client, simulator, BenchmarkOptions.AllFleets);
        var results = new List<FleetResult>();
        foreach (var operation in WithoutRemoval)
        {
            results.Add(await MeasureAsync(client, simulator, operation, BenchmarkOptions.AllFleets, 0, TimeSpan.Zero));
        }

        return results;
    }

    private IEnumerable<(int LatencyMs, FleetOperation[] Operations)> CasesOf(int accounts) => (accounts, options.IsFull) switch
    {
        (BenchmarkOptions.AllFleets, true) => [(0, All), (20, All)],
        (BenchmarkOptions.AllFleets, false) => [(0, WithoutRemoval), (20, [FleetOperation.Create])],
        (1000, false) => [(0, All), (20, All), (100, [FleetOperation.Create, FleetOperation.SecondRun])],
        _ => [(0, All), (20, All), (100, All)],
    };

    private async Task RunAsync(int accounts, CallChains chains, Table table)
    {
        await using var simulator = await SimulatorProcess.StartAsync(accounts + WarmUpAccounts);
        await using var client = new ClientProcess(simulator.Endpoint);
        await WarmUpAsync(client, simulator, accounts);
        await client.RunBareAsync(accounts, WarmUpAccounts, Throttle);
        var bare = await client.RunBareAsync(0, BareAccounts, Throttle);
        _bare.Add(bare.Cpu.TotalMilliseconds / BareAccounts);
        await simulator.TakeRequestsAsync();
        foreach (var (latencyMs, operations) in CasesOf(accounts))
        {
            await simulator.ResetAsync();
            await simulator.SetLatencyAsync(latencyMs);
            var runs = operations.ToDictionary(static operation => operation, static _ => new List<FleetResult>());
            for (var run = 0; run < RunsOf(accounts, latencyMs); run++)
            {
                foreach (var operation in operations)
                {
                    runs[operation].Add(await MeasureAsync(client, simulator, operation, accounts, latencyMs, chains.Bound(operation, accounts, Throttle, latencyMs)));
                }
            }

            foreach (var operation in operations)
            {
                var result = FleetResult.Middle(runs[operation]);
                _results.Add(result);
                Write(table, result);
            }
        }
    }

    // Each run removes what it has created. With latency many calls even out, and a hundred accounts have many.
    private static int RunsOf(int accounts, int latencyMs) => accounts < FewAccounts || (accounts == FewAccounts && latencyMs == 0) ? RunsOfFew : 1;

    // Accounts apart from those that are measured; all in one wave, since a removal waits.
    private static async Task WarmUpAsync(ClientProcess client, SimulatorProcess simulator, int first)
    {
        for (var round = 0; round < WarmUpRounds; round++)
        {
            foreach (var operation in All)
            {
                await client.RunAsync(operation, first, WarmUpAccounts, WarmUpAccounts);
            }

            await Task.Delay(Rest, TimeProvider.System, CancellationToken.None);
        }

        await simulator.TakeRequestsAsync();
    }

    private static async Task<FleetResult> MeasureAsync(
        ClientProcess client, SimulatorProcess simulator, FleetOperation operation, int accounts, int latencyMs, TimeSpan bound)
    {
        var before = simulator.Cpu;
        var figures = await client.RunAsync(operation, 0, accounts, Throttle);
        var cpu = simulator.Cpu - before;
        return new FleetResult(accounts, latencyMs, operation, figures, bound, cpu, await simulator.TakeRequestsAsync(), simulator.PeakMemory);
    }

    private static void Write(Table table, FleetResult result)
    {
        table.Write(
            Figures.Of(result.Accounts),
            Figures.Of(result.LatencyMs),
            Name(result.Operation),
            Figures.Of(result.Client.Wall.TotalSeconds),
            Figures.Of(result.Bound.TotalSeconds),
            result.Ratio is { } ratio ? Figures.Of(ratio) : "-",
            Figures.Of(result.WallPerAccount),
            Figures.Of(result.CpuPerAccount),
            Figures.Of(result.SimulatorCpuPerRequest, 3),
            Figures.Megabytes(result.Client.PeakMemory),
            Figures.Megabytes(result.SimulatorPeakMemory),
            Targets.Word(result.IsLatencyBound ? result.Ratio <= 1.3 : null));
        if (result.Client.Failures > 0)
        {
            Console.WriteLine($"          {result.Client.Failures} accounts did not end as they should, the first: {result.Client.FirstFailure}");
        }
    }

    private void Judge()
    {
        FleetResult[] latencyBound = [.. _results.Where(static result => result.IsLatencyBound)];
        var worst = latencyBound.MaxBy(static result => result.Ratio);
        targets.Judge(
            "wall at most 1.3 x ceil(accounts / throttle) x chain x latency, where latency dominates",
            worst is null ? "nothing" : $"{latencyBound.Count(static result => result.Ratio <= 1.3)} of {latencyBound.Length}, worst {Figures.Of(worst.Ratio!.Value)}",
            worst is null ? null : worst.Ratio <= 1.3);

        foreach (var operation in All)
        {
            FleetResult[] runs = [.. _results.Where(result => result.LatencyMs == 0 && result.Accounts >= 100 && result.Operation == operation)];
            var most = runs.Select(static result => result.CpuPerAccount).DefaultIfEmpty().Max();
            targets.Judge($"{Name(operation)}: at most 6 ms of client CPU an account, no latency", runs.Length == 0 ? "nothing" : $"{Figures.Of(most)} ms", runs.Length == 0 ? null : most <= 6);
        }

        targets.Judge("  for comparison: 11 bare calls of the SDK for each account", $"{Figures.Of(Figures.Median(_bare))} ms", null);
        JudgeFlatness();
        var memory = _results.Where(static result => result.Accounts == BenchmarkOptions.AllFleets).Select(static result => result.Client.PeakMemory).DefaultIfEmpty().Max();
        targets.Judge("client's peak memory below 400 MB at 10,000 accounts", memory == 0 ? "nothing" : $"{Figures.Megabytes(memory)} MB", memory == 0 ? null : memory < 400_000_000);
        targets.Judge("every account ended as it should", $"{Figures.Of(_results.Sum(static result => (long)result.Client.Failures))} did not", _results.TrueForAll(static result => result.Client.Failures == 0));
    }

    // By processor time, too: what other programs do at the same time shows in it least.
    private void JudgeFlatness()
    {
        foreach (var operation in All)
        {
            JudgeFlatness(operation, "client CPU", static result => result.CpuPerAccount);
            JudgeFlatness(operation, "wall time", static result => result.WallPerAccount);
        }
    }

    private void JudgeFlatness(FleetOperation operation, string what, Func<FleetResult, double> figure)
    {
        double? At(int accounts) => _results.Find(result => result.LatencyMs == 0 && result.Accounts == accounts && result.Operation == operation) is { } result ? figure(result) : null;
        var times = At(BenchmarkOptions.AllFleets) / At(FewAccounts);
        targets.Judge(
            $"{Name(operation)}: {what} an account flat from 100 to 10,000 accounts, at most 1.2 times", times is { } measured ? $"{Figures.Of(measured)} times" : "nothing", times is null ? null : times <= 1.2);
    }

    private static string Name(FleetOperation operation) => operation switch
    {
        FleetOperation.Create => "create",
        FleetOperation.SecondRun => "second run",
        FleetOperation.Compare => "compare",
        _ => "remove",
    };
}
