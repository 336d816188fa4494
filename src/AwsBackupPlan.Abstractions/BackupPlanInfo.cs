namespace AwsBackupPlan;

/// <summary>A backup plan that is deployed in an account, with its selections and vaults.</summary>
public sealed record BackupPlanInfo
{
    /// <summary>The account (12 digits).</summary>
    public required string AccountId { get; init; }

    /// <summary>The ABS name.</summary>
    public required string AbsName { get; init; }

    /// <summary>The plan's Region.</summary>
    public required string Region { get; init; }

    /// <summary>The Regions that its rules copy to.</summary>
    public IReadOnlyList<string> CopyRegion { get; init => field = new ValueList<string>(value); } = new ValueList<string>([]);

    /// <summary>The plan's id.</summary>
    public required string PlanId { get; init; }

    /// <summary>The plan's name.</summary>
    public required string PlanName { get; init; }

    /// <summary>The plan's ARN.</summary>
    public required string PlanArn { get; init; }

    /// <summary>The id of its current version.</summary>
    public string? PlanVersionId { get; init; }

    /// <summary>When this plan was made.</summary>
    public DateTimeOffset? CreationDate { get; init; }

    /// <summary>When it last started a job; <see langword="null"/> if it has not yet.</summary>
    public DateTimeOffset? LastExecutionDate { get; init; }

    /// <summary>The vault that its rules fill.</summary>
    public required string VaultName { get; init; }

    /// <summary>Its rules.</summary>
    public IReadOnlyList<BackupRuleInfo> Rules { get; init => field = new ValueList<BackupRuleInfo>(value); } = new ValueList<BackupRuleInfo>([]);

    /// <summary>Its selections.</summary>
    public IReadOnlyList<BackupSelectionInfo> Selections { get; init => field = new ValueList<BackupSelectionInfo>(value); } = new ValueList<BackupSelectionInfo>([]);

    /// <summary>Its vaults, in the primary and the copy Regions, as far as they exist.</summary>
    public IReadOnlyList<BackupVaultInfo> Vaults { get; init => field = new ValueList<BackupVaultInfo>(value); } = new ValueList<BackupVaultInfo>([]);

    /// <summary>Its tags.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init => field = TagMap.Of(value); } = TagMap.None;

    /// <summary>The plan's name and account.</summary>
    public override string ToString() => $"{PlanName} ({AccountId})";
}
