namespace AwsBackupPlan.Engine.Tests.Faults;

/// <summary>Every other call goes wrong.</summary>
public sealed class HighRateTests() : FaultRateTests(0.5);
