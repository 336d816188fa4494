namespace AwsBackupPlan.Engine.Compliance.Audit;

/// <summary>A report plan as it should be.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Template">What it reports.</param>
/// <param name="BucketName">The bucket.</param>
/// <param name="Prefix">The folder in it; <see langword="null"/> for none.</param>
/// <param name="Formats">The forms.</param>
internal sealed record DesiredReportPlan(string Name, string Template, string BucketName, string? Prefix, IReadOnlyList<string> Formats)
{
    /// <summary>Whether it reports what a framework finds.</summary>
    public bool IsOfCompliance => AuditTemplates.OfCompliance.Contains(Template, StringComparer.Ordinal);
}
