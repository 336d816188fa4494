namespace AwsBackupPlan;

/// <summary>A row of a report of AWS Backup Audit Manager. The cmdlet makes an object of it whose properties are these and the columns.</summary>
public sealed record AuditReportRow
{
    /// <summary>The account of the report plan (12 digits).</summary>
    public required string AccountId { get; init; }

    /// <summary>The ABS name.</summary>
    public required string AbsName { get; init; }

    /// <summary>The Region of the report plan.</summary>
    public required string Region { get; init; }

    /// <summary>The report plan.</summary>
    public required string ReportPlanName { get; init; }

    /// <summary>What it reports, such as <c>CONTROL_COMPLIANCE_REPORT</c>.</summary>
    public required string Template { get; init; }

    /// <summary>The report job that wrote the row.</summary>
    public required string ReportJobId { get; init; }

    /// <summary>The file that it is in, such as <c>s3://bucket/key</c>.</summary>
    public required string S3Uri { get; init; }

    /// <summary>The columns in their order, as names and values: <c>ControlName</c>, <c>ResourceComplianceStatus</c>… An empty one has no value.</summary>
    public IReadOnlyList<KeyValuePair<string, string?>> Columns { get; init => field = new ValueList<KeyValuePair<string, string?>>(value); } = new ValueList<KeyValuePair<string, string?>>([]);

    /// <summary>Report plan and columns.</summary>
    public override string ToString() => $"{ReportPlanName}: {string.Join(", ", Columns.Select(static column => $"{column.Key}={column.Value}"))}";
}
