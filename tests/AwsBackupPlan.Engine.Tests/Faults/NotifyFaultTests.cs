namespace AwsBackupPlan.Engine.Tests.Faults;

/// <summary>Having the vaults of a deployed set send notifications.</summary>
public sealed class NotifyFaultTests() : RunFaultTests(FaultRun.Notify);
