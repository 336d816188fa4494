using AwsBackupPlan.Engine.Accounts;

namespace AwsBackupPlan.Engine.Fleet;

/// <summary>A piece of work was not taken on.</summary>
/// <param name="Target">The piece of work.</param>
/// <param name="Failure">Why not.</param>
public sealed record FleetRejection(AccountTarget Target, AccountFailure Failure) : FleetRecord(Target);
