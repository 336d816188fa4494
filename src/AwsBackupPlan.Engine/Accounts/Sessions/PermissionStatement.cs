using AwsBackupPlan.Engine.Accounts.Denials;

namespace AwsBackupPlan.Engine.Accounts.Sessions;

/// <summary>A statement of a role's policy.</summary>
/// <param name="Sid">Its name.</param>
/// <param name="Why">What it is for; of one on all resources why no other will do.</param>
/// <param name="Actions">The IAM actions.</param>
/// <param name="Resources">
/// The resources, with what is known at deployment alone as CloudFormation writes it: <c>${AWS::Partition}</c>, <c>${AWS::AccountId}</c>, <c>${AWS::URLSuffix}</c>, <c>${PlanParameterName}</c>, <c>${BackupRoleName}</c>, and
/// <c>${Sets}</c> for the ABS names that the role is for.
/// </param>
internal sealed record PermissionStatement(string Sid, string Why, IReadOnlyList<string> Actions, IReadOnlyList<string> Resources)
{
    /// <summary>On every resource.</summary>
    public const string Any = "*";

    /// <summary>The aliases of the keys of the sets, in a condition.</summary>
    public const string KeyAliases = "${KeyAliases}";

    /// <summary>The bucket of the reports of Audit Manager, in a resource.</summary>
    public const string ReportBucket = "${ReportBucket}";

    /// <summary>The keys of other accounts that databases are encrypted with, as a resource.</summary>
    public const string DatabaseKeys = "${DatabaseKeyArns}";

    /// <summary>What narrows it further; all of it has to hold.</summary>
    public IReadOnlyList<PolicyCondition> Conditions { get; init; } = [];
}
