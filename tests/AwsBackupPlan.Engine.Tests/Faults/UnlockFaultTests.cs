namespace AwsBackupPlan.Engine.Tests.Faults;

/// <summary>Taking the lock off the vaults of a deployed set.</summary>
public sealed class UnlockFaultTests() : RunFaultTests(FaultRun.Unlock);
