using AwsBackupPlan.Engine.Accounts;

namespace AwsBackupPlan.Engine.Fleet;

/// <summary>A line for the user.</summary>
/// <param name="Target">The piece of work that it is about.</param>
/// <param name="Text">The line.</param>
/// <param name="IsWarning">Whether everybody should see it, or only those who asked for details.</param>
public sealed record FleetMessage(AccountTarget Target, string Text, bool IsWarning) : FleetRecord(Target);
