namespace AwsBackupPlan.Engine.Compliance.Evidence;

/// <summary>How a backup set compares with its desired state.</summary>
/// <param name="AbsName">The backup set.</param>
/// <param name="Comparison">The comparison.</param>
internal sealed record SetEvidence(string AbsName, Reading<BackupPlanComparison> Comparison);
