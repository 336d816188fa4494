namespace AwsBackupPlan.Engine.Compliance.Audit;

/// <summary>What the audit of a backup set is to be.</summary>
public sealed record AuditOptions
{
    /// <summary>The key of the tag that marks what belongs to the set, and by which controls find what they judge.</summary>
    public string TagKey { get; init; } = "ABS";

    /// <summary>The controls, of which those of Audit Manager count.</summary>
    public CompliancePolicy Policy { get; init; } = CompliancePolicy.Default;

    /// <summary>The types of resources that are judged instead of what carries the tag; AWS Backup's names.</summary>
    public IReadOnlyList<string> ResourceTypes { get; init; } = [];

    /// <summary>The bucket that reports go to, in which <c>{AccountId}</c> and <c>{Region}</c> stand for those; no report plan is made, changed or deleted when <see langword="null"/>.</summary>
    public string? BucketName { get; init; }

    /// <summary>The folder in the bucket, in which <c>{AccountId}</c>, <c>{Region}</c> and <c>{AbsName}</c> stand for those; none when <see langword="null"/>.</summary>
    public string? Prefix { get; init; }

    /// <summary>What is reported; see <see cref="AuditTemplates"/>.</summary>
    public IReadOnlyList<string> Templates { get; init; } = AuditTemplates.OfCompliance;

    /// <summary>The forms of the reports: <c>CSV</c>, <c>JSON</c>.</summary>
    public IReadOnlyList<string> Formats { get; init; } = AuditTemplates.Formats;

    /// <summary>How long Audit Manager may take, in all.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(15);
}
