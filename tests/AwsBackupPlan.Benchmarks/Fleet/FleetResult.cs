namespace AwsBackupPlan.Benchmarks.Fleet;

/// <summary>One line of the table of fleets.</summary>
/// <param name="Accounts">How many accounts.</param>
/// <param name="LatencyMs">Milliseconds added to every answer.</param>
/// <param name="Operation">What was done.</param>
/// <param name="Client">What the client measured of itself.</param>
/// <param name="Bound">The wall time that latency and waits alone make.</param>
/// <param name="SimulatorCpu">The simulator's processor time.</param>
/// <param name="Requests">How many requests there were.</param>
/// <param name="SimulatorPeakMemory">The simulator's largest working set so far, bytes.</param>
internal sealed record FleetResult(
    int Accounts, int LatencyMs, FleetOperation Operation, FleetFigures Client, TimeSpan Bound, TimeSpan SimulatorCpu, long Requests, long SimulatorPeakMemory)
{
    /// <summary>Of several runs of the same, the one in the middle by the client's processor time, with the failures of all.</summary>
    public static FleetResult Middle(IReadOnlyList<FleetResult> runs)
    {
        var middle = runs.OrderBy(static run => run.Client.Cpu).ElementAt(runs.Count / 2);
        return middle with
        {
            Client = middle.Client with
            {
                Failures = runs.Sum(static run => run.Client.Failures),
                FirstFailure = runs.Select(static run => run.Client.FirstFailure).FirstOrDefault(static failure => failure is not null),
            },
        };
    }

    /// <summary>Wall time by its bound; <see langword="null"/> where there is none.</summary>
    public double? Ratio => Bound > TimeSpan.Zero ? Client.Wall / Bound : null;

    /// <summary>Processor time of the client for an account, milliseconds.</summary>
    public double CpuPerAccount => Client.Cpu.TotalMilliseconds / Accounts;

    /// <summary>Wall time for an account, milliseconds.</summary>
    public double WallPerAccount => Client.Wall.TotalMilliseconds / Accounts;

    /// <summary>Processor time of the simulator for a request, milliseconds.</summary>
    public double SimulatorCpuPerRequest => SimulatorCpu.TotalMilliseconds / Math.Max(1, Requests);

    /// <summary>
    /// Whether latency is what this run takes its time for: the work of both processes, which share the machine, would take at most a quarter
    /// of the bound on it if they had it for themselves.
    /// </summary>
    public bool IsLatencyBound => (Client.Cpu + SimulatorCpu) / Environment.ProcessorCount <= Bound / 4;
}
