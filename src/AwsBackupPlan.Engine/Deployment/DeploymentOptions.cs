namespace AwsBackupPlan.Engine.Deployment;

/// <summary>What a backup set should look like, beside the plan document and the account itself.</summary>
public sealed record DeploymentOptions
{
    /// <summary>The SSM parameter in the target account's primary Region that holds the plan document.</summary>
    public string PlanParameterName { get; init; } = "/backupprocess/backupplan";

    /// <summary>The plan document itself as JSON text, from a file or an object; the parameter is then not read.</summary>
    public string? PlanDocument { get; init; }

    /// <summary>The name of the role that AWS Backup assumes, or its whole ARN.</summary>
    public string BackupRoleName { get; init; } = "AWSBackup-Custom";

    /// <summary>The KMS alias in every Region, with or without <c>alias/</c>; <c>{AbsName}-key</c> when <see langword="null"/>.</summary>
    public string? KeyAlias { get; init; }

    /// <summary>The key of the tag that marks what belongs to the set, on databases and on the module's own resources.</summary>
    public string TagKey { get; init; } = "ABS";

    /// <summary>The types of resources the selection covers, by AWS Backup's names; RDS and Aurora when empty.</summary>
    public IReadOnlyList<string> ResourceTypes { get; init; } = [];

    /// <summary>ARNs or ARN patterns for the selection, instead of <see cref="ResourceTypes"/>.</summary>
    public IReadOnlyList<string> ResourceArns { get; init; } = [];

    /// <summary>A rule without copy actions stays without.</summary>
    public bool NoCopy { get; init; }

    /// <summary>A schedule for every rule, instead of the document's: an AWS cron expression of six fields.</summary>
    public string? ScheduleExpression { get; init; }

    /// <summary>A time zone for every rule, instead of the document's.</summary>
    public string? ScheduleExpressionTimezone { get; init; }

    /// <summary>Days until recovery points and copies are deleted, instead of the document's; -1 for ever.</summary>
    public int? DeleteAfterDays { get; init; }

    /// <summary>What becomes of the access policies of the vaults.</summary>
    public VaultAccessPolicy VaultAccessPolicy { get; init; } = VaultAccessPolicy.AsIs;

    /// <summary>Whom a protecting access policy lets through: ARNs of principals, or patterns; the role that the module assumes when empty.</summary>
    public IReadOnlyList<string> ProtectedPrincipals { get; init; } = [];

    /// <summary>That <see cref="ProtectedPrincipals"/> leaves out on purpose the role that the module assumes, which then can neither change the policy nor take the set down.</summary>
    public bool WithoutOwnRole { get; init; }

    /// <summary>A vault in another account that every rule copies to as well.</summary>
    public string? CentralVaultArn { get; init; }

    /// <summary>Check the account first, and write nothing where a check fails.</summary>
    public bool Preflight { get; init; }

    /// <summary>Take over a vault or plan of the right name that does not carry the tag, by tagging it.</summary>
    public bool Adopt { get; init; }
}
