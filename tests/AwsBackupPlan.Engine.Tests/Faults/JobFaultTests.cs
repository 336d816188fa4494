namespace AwsBackupPlan.Engine.Tests.Faults;

/// <summary>A listing of jobs.</summary>
public sealed class JobFaultTests() : RunFaultTests(FaultRun.Jobs);
