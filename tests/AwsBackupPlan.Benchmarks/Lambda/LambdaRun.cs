namespace AwsBackupPlan.Benchmarks.Lambda;

/// <summary>One process of the program.</summary>
/// <param name="Start">From its start until it asked for an event.</param>
/// <param name="First">From its first event to the answer.</param>
/// <param name="Second">From its second event to the answer.</param>
/// <param name="Memory">The largest working set, bytes.</param>
internal sealed record LambdaRun(TimeSpan Start, TimeSpan First, TimeSpan Second, long Memory);
