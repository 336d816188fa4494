namespace AwsBackupPlan;

/// <summary>A report plan of AWS Backup Audit Manager, with its last report.</summary>
public sealed record AuditReportPlanInfo
{
    /// <summary>Its name.</summary>
    public required string ReportPlanName { get; init; }

    /// <summary>Its ARN.</summary>
    public required string ReportPlanArn { get; init; }

    /// <summary>What it reports, such as <c>CONTROL_COMPLIANCE_REPORT</c>.</summary>
    public required string Template { get; init; }

    /// <summary>The bucket that its reports go to.</summary>
    public required string BucketName { get; init; }

    /// <summary>The folder in the bucket; <see langword="null"/> for none.</summary>
    public string? Prefix { get; init; }

    /// <summary>The forms of its reports: CSV, JSON.</summary>
    public IReadOnlyList<string> Formats { get; init => field = new ValueList<string>(value); } = new ValueList<string>([]);

    /// <summary>How far its deployment is: CREATE_IN_PROGRESS, UPDATE_IN_PROGRESS, DELETE_IN_PROGRESS or COMPLETED.</summary>
    public string? DeploymentStatus { get; init; }

    /// <summary>When a report was last begun.</summary>
    public DateTimeOffset? LastAttemptDate { get; init; }

    /// <summary>When a report was last written.</summary>
    public DateTimeOffset? LastSuccessDate { get; init; }

    /// <summary>The id of its newest report job.</summary>
    public string? LastJobId { get; init; }

    /// <summary>How that stands: CREATED, RUNNING, COMPLETED or FAILED.</summary>
    public string? LastJobStatus { get; init; }

    /// <summary>Why it failed.</summary>
    public string? LastJobMessage { get; init; }

    /// <summary>The files that it wrote, as keys in the bucket.</summary>
    public IReadOnlyList<string> LastKeys { get; init => field = new ValueList<string>(value); } = new ValueList<string>([]);

    /// <summary>Name and the state of its last report.</summary>
    public override string ToString() => $"{ReportPlanName}: {LastJobStatus ?? "no report yet"}";
}
