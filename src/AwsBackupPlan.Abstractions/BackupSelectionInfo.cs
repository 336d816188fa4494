namespace AwsBackupPlan;

/// <summary>A resource assignment of a backup plan.</summary>
public sealed record BackupSelectionInfo
{
    /// <summary>Its id.</summary>
    public required string SelectionId { get; init; }

    /// <summary>Its name.</summary>
    public required string SelectionName { get; init; }

    /// <summary>The role that AWS Backup assumes.</summary>
    public required string RoleArn { get; init; }

    /// <summary>The ARNs or ARN patterns it selects.</summary>
    public IReadOnlyList<string> Resources { get; init; } = [];

    /// <summary>The ARNs or ARN patterns it leaves out.</summary>
    public IReadOnlyList<string> NotResources { get; init; } = [];

    /// <summary>Conditions that all must hold.</summary>
    public IReadOnlyList<SelectionConditionInfo> Conditions { get; init; } = [];

    /// <summary>Tags of which one is enough to be selected.</summary>
    public IReadOnlyList<SelectionConditionInfo> ListOfTags { get; init; } = [];

    /// <summary>Its name.</summary>
    public override string ToString() => SelectionName;
}
