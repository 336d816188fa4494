namespace AwsBackupPlan.Engine.Tests.Faults;

/// <summary>A deployment that protects the vaults of a set that is there.</summary>
public sealed class ProtectFaultTests() : RunFaultTests(FaultRun.Protect);
