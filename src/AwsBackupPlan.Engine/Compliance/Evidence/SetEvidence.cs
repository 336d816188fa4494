using AwsBackupPlan.Engine.Plans;

namespace AwsBackupPlan.Engine.Compliance.Evidence;

/// <summary>A backup set beside its plan document.</summary>
/// <param name="AbsName">The backup set.</param>
/// <param name="Desired">What the document asks for.</param>
/// <param name="Comparison">How the set compares with that, where that was asked for.</param>
internal sealed record SetEvidence(string AbsName, Reading<DesiredState> Desired, Reading<BackupPlanComparison>? Comparison);
