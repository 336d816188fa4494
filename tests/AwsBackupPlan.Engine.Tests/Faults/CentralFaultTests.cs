namespace AwsBackupPlan.Engine.Tests.Faults;

/// <summary>A deployment that copies to the vault of another account, too.</summary>
public sealed class CentralFaultTests() : RunFaultTests(FaultRun.Central);
