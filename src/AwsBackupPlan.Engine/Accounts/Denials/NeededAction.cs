namespace AwsBackupPlan.Engine.Accounts.Denials;

/// <summary>An action that has to be allowed, with the resource that it is allowed on.</summary>
/// <param name="Action">The IAM action, such as <c>backup:CreateBackupVault</c>.</param>
/// <param name="Resource">The ARN in a policy, or <c>*</c> where the action takes none.</param>
/// <param name="Conditions">What narrows it further, where the resource alone would be too much.</param>
internal sealed record NeededAction(string Action, string Resource, params PolicyCondition[] Conditions)
{
    /// <summary>The resources of a policy that is to serve for more than this one call; the resource itself unless there are many of its kind.</summary>
    public string Scope { get; init; } = Resource;
}
