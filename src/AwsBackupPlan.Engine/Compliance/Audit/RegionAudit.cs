using Amazon.Backup.Model;
using AwsBackupPlan.Engine.Deployment;

namespace AwsBackupPlan.Engine.Compliance.Audit;

/// <summary>What a Region has of the audit of a backup set, or of what bears its names.</summary>
/// <param name="Region">The Region.</param>
/// <param name="Recorder">What AWS Config does there.</param>
/// <param name="Framework">The framework, where there is one.</param>
/// <param name="FrameworkTags">Its tags.</param>
/// <param name="ReportPlans">The report plans of its names.</param>
internal sealed record RegionAudit(
    string Region, Recorder Recorder, DescribeFrameworkResponse? Framework, IReadOnlyDictionary<string, string> FrameworkTags, IReadOnlyList<(ReportPlan Plan, IReadOnlyDictionary<string, string> Tags)> ReportPlans)
{
    /// <summary>The framework when it is the set's own.</summary>
    public DescribeFrameworkResponse? OwnFramework(OwnershipTag owner) => Framework is not null && owner.Of(FrameworkTags) == Ownership.Own ? Framework : null;

    /// <summary>The report plans that are the set's own.</summary>
    public IReadOnlyList<ReportPlan> OwnReportPlans(OwnershipTag owner) => [.. ReportPlans.Where(plan => owner.Of(plan.Tags) == Ownership.Own).Select(static plan => plan.Plan)];
}
