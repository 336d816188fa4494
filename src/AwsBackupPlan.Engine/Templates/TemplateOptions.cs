namespace AwsBackupPlan.Engine.Templates;

/// <summary>What templates take for the defaults of their parameters.</summary>
public sealed record TemplateOptions
{
    /// <summary>The ABS name.</summary>
    public string AbsName { get; init; } = "backup-demo";

    /// <summary>The key of the tag that marks what belongs to the set.</summary>
    public string TagKey { get; init; } = "ABS";

    /// <summary>The primary Region.</summary>
    public string Region { get; init; } = "us-east-1";

    /// <summary>The copy Regions.</summary>
    public IReadOnlyList<string> CopyRegions { get; init; } = ["us-east-2"];

    /// <summary>The role that is assumed in target accounts, by its name.</summary>
    public string RoleName { get; init; } = "Xacnt_Backup_Role";

    /// <summary>The role that AWS Backup assumes, by its name.</summary>
    public string BackupRoleName { get; init; } = "AWSBackup-Custom";

    /// <summary>Who may assume the role: ARNs of roles or users. Empty leaves them to the deployment.</summary>
    public IReadOnlyList<string> CallerArns { get; init; } = [];

    /// <summary>The plan document, as JSON; a daily one without it.</summary>
    public string? PlanDocument { get; init; }

    /// <summary>The SSM parameter of the plan document.</summary>
    public string PlanParameterName { get; init; } = "/backupprocess/backupplan";

    /// <summary>The alias of the key, with or without <c>alias/</c>; <c>&lt;ABS name&gt;-key</c> without it.</summary>
    public string? KeyAlias { get; init; }
}
