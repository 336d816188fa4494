namespace AwsBackupPlan;

/// <summary>A report job of AWS Backup Audit Manager.</summary>
public sealed record AuditReportJob
{
    /// <summary>The account (12 digits).</summary>
    public required string AccountId { get; init; }

    /// <summary>The ABS name.</summary>
    public required string AbsName { get; init; }

    /// <summary>The Region.</summary>
    public required string Region { get; init; }

    /// <summary>The report plan.</summary>
    public required string ReportPlanName { get; init; }

    /// <summary>What it reports, such as <c>CONTROL_COMPLIANCE_REPORT</c>.</summary>
    public required string Template { get; init; }

    /// <summary>Its id.</summary>
    public required string ReportJobId { get; init; }

    /// <summary>How it stands: CREATED, RUNNING, COMPLETED or FAILED.</summary>
    public required string Status { get; init; }

    /// <summary>The bucket that its files go to.</summary>
    public required string BucketName { get; init; }

    /// <summary>When it began; <see langword="null"/> where that is not known yet.</summary>
    public DateTimeOffset? CreationDate { get; init; }

    /// <summary>Report plan and state.</summary>
    public override string ToString() => $"{ReportPlanName}: {Status}";
}
