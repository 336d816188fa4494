namespace AwsBackupPlan.Engine.Tests.Faults;

/// <summary>One of ten calls goes wrong.</summary>
public sealed class MediumRateTests() : FaultRateTests(0.1);
