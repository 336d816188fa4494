using Amazon.Backup.Model;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Accounts.Sessions;
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

    /// <summary>The backup sets whose frameworks are in a Region, with or without report plans: those of the set's own names that carry its tag.</summary>
    public async Task<IReadOnlyList<string>> FindFrameworksAsync(string region, CancellationToken cancellationToken)
    {
        var found = await _reader.ReadFrameworkTagsAsync(region, static name => name.StartsWith(AuditNames.Beginning, StringComparison.Ordinal), cancellationToken).ConfigureAwait(false);
        return [.. found.Where(framework => framework.Tags.TryGetValue(tagKey, out var set) && _pattern.IsMatch(set) && string.Equals(new AuditNames(set).Framework, framework.Name, StringComparison.Ordinal)).Select(framework => framework.Tags[tagKey])];
    }

    private WantedReport? Of(string region, ReportPlan plan, IReadOnlyDictionary<string, string> tags) =>
        tags.TryGetValue(tagKey, out var set) && _pattern.IsMatch(set) && new AuditNames(set).MayBeReportPlan(plan.ReportPlanName) && new OwnershipTag(tagKey, set).Of(tags) == Ownership.Own
            ? new WantedReport(region, set, plan)
            : null;
}
