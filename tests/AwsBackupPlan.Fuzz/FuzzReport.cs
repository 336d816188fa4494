namespace AwsBackupPlan.Fuzz;

/// <summary>What became of a run.</summary>
/// <param name="Inputs">The inputs that were taken.</param>
/// <param name="Elapsed">The time of all.</param>
/// <param name="Slowest">The time of the slowest one.</param>
/// <param name="Finding">What went wrong, if anything did.</param>
public sealed record FuzzReport(uint Inputs, TimeSpan Elapsed, TimeSpan Slowest, FuzzFinding? Finding);
