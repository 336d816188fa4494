namespace AwsBackupPlan.Engine.Accounts.Denials;

/// <summary>A condition of a policy's statement.</summary>
/// <param name="Operator">Such as <c>StringEquals</c>.</param>
/// <param name="Key">The condition key.</param>
/// <param name="Value">The value.</param>
internal sealed record PolicyCondition(string Operator, string Key, string Value);
