namespace AwsBackupPlan;

/// <summary>The audit of a backup set in one Region: a framework of AWS Backup Audit Manager and its report plans.</summary>
public sealed record BackupAuditInfo
{
    /// <summary>The account (12 digits).</summary>
    public required string AccountId { get; init; }

    /// <summary>The ABS name.</summary>
    public required string AbsName { get; init; }

    /// <summary>The Region.</summary>
    public required string Region { get; init; }

    /// <summary>The name of the framework.</summary>
    public required string FrameworkName { get; init; }

    /// <summary>Its ARN; <see langword="null"/> where only report plans are left.</summary>
    public string? FrameworkArn { get; init; }

    /// <summary>How far its deployment is: CREATE_IN_PROGRESS, UPDATE_IN_PROGRESS, DELETE_IN_PROGRESS, COMPLETED or FAILED.</summary>
    public string? DeploymentStatus { get; init; }

    /// <summary>Whether what it judges by is recorded: ACTIVE, PARTIALLY_ACTIVE, INACTIVE or UNAVAILABLE.</summary>
    public string? FrameworkStatus { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset? CreationDate { get; init; }

    /// <summary>Whether AWS Config records in the Region; <see langword="null"/> where that could not be told.</summary>
    public bool? IsRecording { get; init; }

    /// <summary>Its controls.</summary>
    public IReadOnlyList<AuditControlInfo> Controls { get; init => field = new ValueList<AuditControlInfo>(value); } = new ValueList<AuditControlInfo>([]);

    /// <summary>Its report plans.</summary>
    public IReadOnlyList<AuditReportPlanInfo> ReportPlans { get; init => field = new ValueList<AuditReportPlanInfo>(value); } = new ValueList<AuditReportPlanInfo>([]);

    /// <summary>Framework, account and status.</summary>
    public override string ToString() => $"{AccountId} {FrameworkName} ({Region}): {FrameworkStatus ?? "no framework"}";
}
