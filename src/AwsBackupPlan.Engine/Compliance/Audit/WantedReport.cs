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

    /// <summary>What it reports.</summary>
    public string Template => Plan.ReportSetting?.ReportTemplate ?? string.Empty;

    /// <summary>The bucket that it goes to.</summary>
    public string BucketName => Plan.ReportDeliveryChannel?.S3BucketName ?? string.Empty;

    /// <summary>The job that makes it, once there is one.</summary>
    public string? JobId { get; set; }

    /// <summary>How often its job was looked for and not found.</summary>
    public int TimesMissed { get; set; }
}
