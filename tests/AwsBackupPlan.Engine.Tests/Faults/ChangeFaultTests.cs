namespace AwsBackupPlan.Engine.Tests.Faults;

/// <summary>A deployment that changes plan and selection.</summary>
public sealed class ChangeFaultTests() : RunFaultTests(FaultRun.Change);
