namespace AwsBackupPlan.Engine.Fleet;

/// <summary>One step of what is about to be done.</summary>
/// <param name="TargetName">The resource, such as <c>backup vault 'payroll-Vault' in account 222222222222, us-east-2</c>.</param>
/// <param name="Action">What is done to it, such as <c>Create, encrypted with arn:…</c>.</param>
public sealed record ConfirmationStep(string TargetName, string Action);
