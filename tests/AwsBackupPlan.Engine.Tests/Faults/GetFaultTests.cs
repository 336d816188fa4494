namespace AwsBackupPlan.Engine.Tests.Faults;

/// <summary>A listing.</summary>
public sealed class GetFaultTests() : RunFaultTests(FaultRun.Get);
