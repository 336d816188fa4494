namespace AwsBackupPlan.Engine.Tests.Faults;

/// <summary>A deployment into an account where nothing is.</summary>
public sealed class CreateFaultTests() : RunFaultTests(FaultRun.Create);
