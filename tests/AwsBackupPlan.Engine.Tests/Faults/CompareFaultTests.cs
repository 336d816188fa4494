namespace AwsBackupPlan.Engine.Tests.Faults;

/// <summary>A comparison.</summary>
public sealed class CompareFaultTests() : RunFaultTests(FaultRun.Compare);
