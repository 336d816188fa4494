namespace AwsBackupPlan.Engine.Templates;

/// <summary>The conditions of a statement that have one operator.</summary>
/// <param name="Operator">Such as <c>StringLike</c>.</param>
/// <param name="Values">What is asked with it.</param>
internal sealed record TemplateCondition(string Operator, IReadOnlyList<TemplateConditionValue> Values);
