using AwsBackupPlan.Engine.Accounts;

namespace AwsBackupPlan.Engine.Fleet;

/// <summary>Results of a piece of work that goes on. Whoever takes them says so, and the work goes on with that.</summary>
/// <param name="Target">The piece of work.</param>
/// <param name="Results">The results.</param>
/// <param name="Taken">Takes note that they have been taken.</param>
public sealed record FleetResults(AccountTarget Target, IReadOnlyList<object> Results, Action<bool> Taken) : FleetRecord(Target);
