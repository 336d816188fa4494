namespace AwsBackupPlan.Engine.Tests.Faults;

/// <summary>A removal with recovery points.</summary>
public sealed class RemoveFaultTests() : RunFaultTests(FaultRun.Remove);
