namespace AwsBackupPlan.Benchmarks.Fleet;

/// <summary>What a client measured of itself.</summary>
/// <param name="Wall">Elapsed time.</param>
/// <param name="Cpu">Processor time of the client's process.</param>
/// <param name="PeakMemory">The largest working set of the process so far, bytes.</param>
/// <param name="Failures">Accounts that failed or did not end as they should.</param>
/// <param name="FirstFailure">What the first of them said.</param>
/// <param name="Found">How many things came out while the work went on.</param>
internal sealed record FleetFigures(TimeSpan Wall, TimeSpan Cpu, long PeakMemory, int Failures, string? FirstFailure, long Found = 0);
