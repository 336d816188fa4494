namespace AwsBackupPlan.Engine.Templates;

/// <summary>What a condition asks.</summary>
/// <param name="Name">The condition key.</param>
/// <param name="Wanted">Its value, in YAML.</param>
internal sealed record TemplateConditionValue(string Name, string Wanted);
