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
    public IReadOnlyList<string> Resources { get; init => field = new ValueList<string>(value); } = new ValueList<string>([]);

    /// <summary>The ARNs or ARN patterns it leaves out.</summary>
    public IReadOnlyList<string> NotResources { get; init => field = new ValueList<string>(value); } = new ValueList<string>([]);

    /// <summary>Conditions that all must hold.</summary>
    public IReadOnlyList<SelectionConditionInfo> Conditions { get; init => field = new ValueList<SelectionConditionInfo>(value); } = new ValueList<SelectionConditionInfo>([]);

    /// <summary>Tags of which one is enough to be selected.</summary>
    public IReadOnlyList<SelectionConditionInfo> ListOfTags { get; init => field = new ValueList<SelectionConditionInfo>(value); } = new ValueList<SelectionConditionInfo>([]);

    /// <summary>Its name.</summary>
    public override string ToString() => SelectionName;
}
