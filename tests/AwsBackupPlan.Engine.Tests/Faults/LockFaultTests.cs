namespace AwsBackupPlan.Engine.Tests.Faults;

/// <summary>Locking the vaults of a deployed set.</summary>
public sealed class LockFaultTests() : RunFaultTests(FaultRun.Lock);
