namespace AwsBackupPlan.Engine.Fleet;

/// <summary>A worker asks whether to go on, and waits for the answer.</summary>
/// <param name="Request">What is about to be done.</param>
/// <param name="Answer">Takes the answer; the worker goes on elsewhere, not on the thread that gives it.</param>
public sealed record FleetConfirmation(ConfirmationRequest Request, Action<Decision> Answer) : FleetRecord(Request.Target);
