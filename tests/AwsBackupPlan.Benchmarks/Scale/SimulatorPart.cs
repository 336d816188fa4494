using AwsBackupPlan.Benchmarks.Fleet;
using AwsBackupPlan.Benchmarks.Output;
using AwsBackupPlan.Benchmarks.Processes;

namespace AwsBackupPlan.Benchmarks.Scale;

/// <summary>The simulator with 10,000 accounts: it must not be what is measured.</summary>
internal sealed class SimulatorPart(FleetPart fleets, Targets targets)
{
    private const int Accounts = 10_000;
    private const int Runs = 3;

    /// <summary>Measures, writes and judges.</summary>
    public async Task RunAsync()
    {
        var table = new Table($"The simulator with {Figures.Of(Accounts)} accounts", "what".PadRight(44), "     ");
        var (starts, memory) = (new List<double>(), 0L);
        for (var run = 0; run < Runs; run++)
        {
            await using var simulator = await SimulatorProcess.StartAsync(Accounts);
            starts.Add(simulator.StartTime.TotalMilliseconds);
            memory = Math.Max(memory, simulator.PeakMemory);
        }

        table.Write("start, ms", Figures.Of(Figures.Median(starts), 0));
        table.Write("memory after the start, MB", Figures.Megabytes(memory));
        var results = await fleets.RunLargestAsync();
        var largest = results.MaxBy(static result => result.SimulatorPeakMemory)!;
        var share = results.Max(static result => result.SimulatorCpu / result.Client.Cpu);
        var request = results.Max(static result => result.SimulatorCpuPerRequest);
        table.Write("memory when all have a plan, MB", Figures.Megabytes(largest.SimulatorPeakMemory));
        table.Write("CPU a request, ms, the most", Figures.Of(request, 3));
        foreach (var result in results)
        {
            table.Write($"CPU by the client's, {result.Operation}", Figures.Of(result.SimulatorCpu / result.Client.Cpu));
            table.Write($"wall time an account, ms, {result.Operation}", Figures.Of(result.WallPerAccount));
        }

        targets.Judge("simulator: 10,000 accounts in less than 2 GB", $"{Figures.Megabytes(largest.SimulatorPeakMemory)} MB", largest.SimulatorPeakMemory < 2_000_000_000);
        targets.Judge("simulator: at most 0.15 ms of CPU a request", $"{Figures.Of(request, 3)} ms", request <= 0.15);
        targets.Judge("simulator: never more than half of the client's CPU", Figures.Of(share), share <= 0.5);
    }
}
