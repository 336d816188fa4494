using AwsBackupPlan.Engine.Accounts;

namespace AwsBackupPlan.Engine.Fleet;

/// <summary>A part of a piece of work has failed, and the rest goes on. Whoever takes it says so.</summary>
/// <param name="Target">The piece of work.</param>
/// <param name="Failure">Why.</param>
/// <param name="Taken">Takes note that it has been taken.</param>
public sealed record FleetPartFailure(AccountTarget Target, AccountFailure Failure, Action<bool> Taken) : FleetRecord(Target);
