namespace AwsBackupPlan.Engine.Deployment;

/// <summary>What stands once the changes are made.</summary>
/// <param name="PlanId">The plan's id.</param>
/// <param name="PlanArn">The plan's ARN.</param>
/// <param name="PlanVersionId">The id of its current version.</param>
/// <param name="SelectionId">The selection's id.</param>
/// <param name="SelectionName">The selection's name.</param>
/// <param name="VaultArns">The vaults' ARNs, by Region.</param>
internal sealed record AppliedState(
    string PlanId,
    string PlanArn,
    string? PlanVersionId,
    string SelectionId,
    string SelectionName,
    IReadOnlyDictionary<string, string> VaultArns);
