using AwsBackupPlan.Engine.Accounts;

namespace AwsBackupPlan.Cmdlets.Fleet;

/// <summary>What makes two targets of the pipeline one piece of work.</summary>
internal static class TargetKey
{
    /// <summary>The key of a target. One with another role is a piece of its own, which the fleet then refuses.</summary>
    public static string Of(AccountTarget target)
        // No part of it can hold a line break.
        => string.Join("\n", [target.ToString(), target.RoleName, target.ExternalId ?? "", target.CopyRegionsAreDefault.ToString(), .. target.CopyRegions]);
}
