using AwsBackupPlan.Engine.Accounts;

namespace AwsBackupPlan.Engine.Fleet;

/// <summary>A piece of work has ended.</summary>
/// <param name="Target">The piece of work.</param>
/// <param name="Outcome">What came of it.</param>
public sealed record FleetOutcome<TResult>(AccountTarget Target, WorkOutcome<TResult> Outcome) : FleetRecord(Target)
    where TResult : class;
