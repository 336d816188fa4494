namespace AwsBackupPlan.Engine.Plans;

/// <summary>A backup plan with every member that AWS Backup's BackupPlanInput has. Members are AWS's; an empty list is an absent one.</summary>
public sealed record PlanDefinition
{
    /// <summary>The plan's name.</summary>
    public string? BackupPlanName { get; init; }

    /// <summary>The rules.</summary>
    public IReadOnlyList<RuleDefinition> Rules { get; init => field = value ?? []; } = [];

    /// <summary>Options for single types of resources.</summary>
    public IReadOnlyList<AdvancedBackupSettingDefinition> AdvancedBackupSettings { get; init => field = value ?? []; } = [];

    /// <summary>What is scanned for malware, and as which role.</summary>
    public IReadOnlyList<ScanSettingDefinition> ScanSettings { get; init => field = value ?? []; } = [];
}
