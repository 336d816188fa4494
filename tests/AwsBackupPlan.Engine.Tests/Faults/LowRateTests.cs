namespace AwsBackupPlan.Engine.Tests.Faults;

/// <summary>One of a hundred calls goes wrong.</summary>
public sealed class LowRateTests() : FaultRateTests(0.01);
