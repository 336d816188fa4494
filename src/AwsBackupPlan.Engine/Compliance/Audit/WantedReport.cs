using Amazon.Backup.Model;

namespace AwsBackupPlan.Engine.Compliance.Audit;

/// <summary>A report that is wanted.</summary>
/// <param name="Region">The Region of its report plan.</param>
/// <param name="AbsName">The backup set of its report plan.</param>
/// <param name="Plan">Its report plan.</param>
internal sealed record WantedReport(string Region, string AbsName, ReportPlan Plan)
{
    /// <summary>Its report plan's name.</summary>
    public string Name => Plan.ReportPlanName;

    /// <summary>What it reports: as its job has it, since the plan may have been changed behind that.</summary>
    public string Template => Job?.ReportTemplate is { Length: > 0 } own ? own : Plan.ReportSetting?.ReportTemplate ?? string.Empty;

    /// <summary>The bucket that it goes to.</summary>
    public string BucketName => Plan.ReportDeliveryChannel?.S3BucketName ?? string.Empty;

    /// <summary>The job that makes it, once there is one, as it was last seen.</summary>
    public ReportJob? Job { get; set; }

    /// <summary>That job's id.</summary>
    public string? JobId => Job?.ReportJobId;

    /// <summary>How often its job was looked for and not found.</summary>
    public int TimesMissed { get; set; }
}
