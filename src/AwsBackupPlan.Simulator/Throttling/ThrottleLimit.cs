namespace AwsBackupPlan.Simulator.Throttling;

/// <summary>How many calls of an account a service takes in a Region.</summary>
/// <param name="Rate">Calls a second in the long run.</param>
/// <param name="Burst">Calls at once after a pause, at least 1.</param>
public sealed record ThrottleLimit(double Rate, int Burst);
