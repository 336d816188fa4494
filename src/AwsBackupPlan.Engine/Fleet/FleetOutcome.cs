using AwsBackupPlan.Engine.Accounts;

namespace AwsBackupPlan.Engine.Fleet;

/// <summary>A piece of work has ended.</summary>
/// <param name="Target">The piece of work.</param>
/// <param name="Outcome">What came of it.</param>
/// <param name="Order">As which it was begun, from 0.</param>
public sealed record FleetOutcome<TResult>(AccountTarget Target, WorkOutcome<TResult> Outcome, int Order) : FleetRecord(Target)
    where TResult : class;
