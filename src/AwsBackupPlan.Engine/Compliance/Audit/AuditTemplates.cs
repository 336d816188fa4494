namespace AwsBackupPlan.Engine.Compliance.Audit;

/// <summary>What Audit Manager can report, and in which forms.</summary>
public static class AuditTemplates
{
    /// <summary>The report of what a framework finds that has a row for each resource.</summary>
    public const string OfResources = "RESOURCE_COMPLIANCE_REPORT";

    /// <summary>Reports of what a framework finds.</summary>
    public static IReadOnlyList<string> OfCompliance { get; } = [OfResources, "CONTROL_COMPLIANCE_REPORT"];

    /// <summary>Reports of jobs.</summary>
    public static IReadOnlyList<string> OfJobs { get; } = ["BACKUP_JOB_REPORT", "COPY_JOB_REPORT", "RESTORE_JOB_REPORT", "SCAN_JOB_REPORT"];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [.. OfCompliance, .. OfJobs];

    /// <summary>The forms.</summary>
    public static IReadOnlyList<string> Formats { get; } = ["CSV", "JSON"];
}
