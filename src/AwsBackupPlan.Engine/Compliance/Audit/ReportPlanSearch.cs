using Amazon.Backup.Model;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Deployment;

namespace AwsBackupPlan.Engine.Compliance.Audit;

/// <summary>Finds the report plans of backup sets whose name fits.</summary>
internal sealed class ReportPlanSearch(AccountSession session, string tagKey)
{
    private readonly AuditReader _reader = new(session);
    private readonly AbsNamePattern _pattern = AbsNamePattern.Parse(session.Target.AbsName);

    /// <summary>All of a Region that fit: those of the set's own names that carry its tag.</summary>
    public async Task<IReadOnlyList<WantedReport>> FindAsync(string region, CancellationToken cancellationToken)
    {
        var found = await _reader.ReadReportPlansAsync(region, static name => name.StartsWith(AuditNames.Beginning, StringComparison.Ordinal), cancellationToken).ConfigureAwait(false);
        return [.. found.Select(plan => Of(region, plan.Plan, plan.Tags)).OfType<WantedReport>()];
    }

    private WantedReport? Of(string region, ReportPlan plan, IReadOnlyDictionary<string, string> tags) =>
        tags.TryGetValue(tagKey, out var set) && _pattern.IsMatch(set) && new AuditNames(set).MayBeReportPlan(plan.ReportPlanName) && new OwnershipTag(tagKey, set).Of(tags) == Ownership.Own
            ? new WantedReport(region, set, plan)
            : null;
}
