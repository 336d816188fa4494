using AwsBackupPlan.Engine.Accounts;

namespace AwsBackupPlan.Engine.Fleet;

/// <summary>A worker asks whoever runs the command, and waits for the answer.</summary>
/// <param name="Target">The piece of work that was the first to need it.</param>
/// <param name="Question">What is asked.</param>
/// <param name="Answer">Takes the answer, or <see langword="null"/> when there is nobody to ask; the worker goes on elsewhere, not on the thread that gives it.</param>
public sealed record FleetQuestion(AccountTarget Target, CallerQuestion Question, Action<string?> Answer) : FleetRecord(Target);
