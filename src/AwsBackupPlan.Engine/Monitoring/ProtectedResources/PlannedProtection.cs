using AwsBackupPlan.Engine.Deployment;

namespace AwsBackupPlan.Engine.Monitoring.ProtectedResources;

/// <summary>What the plans of a Region say of a database.</summary>
internal sealed class PlannedProtection
{
    private readonly IReadOnlyList<PlannedRules> _taking;

    private PlannedProtection(Database database, List<(PlannedRules Rules, DeployedSelection Selection, SelectionVerdict Verdict)> verdicts)
    {
        Database = database;
        _taking = [.. verdicts.Where(static judged => judged.Verdict.IsTaken).Select(static judged => judged.Rules).Distinct().OrderBy(static rules => rules.Interval ?? TimeSpan.MaxValue)];
        Nearest = verdicts.Count == 0 ? null : verdicts.Max(static judged => judged.Verdict.Kind);
        Matches = [.. verdicts.OrderByDescending(static judged => judged.Verdict.Kind).Select(static judged => Describe(judged.Rules.Plan, judged.Selection, judged.Verdict))];
        Targets =
        [
            .. _taking.SelectMany(static rules => rules.Targets).GroupBy(static target => (target.Region, target.AccountId))
                .Select(static place => place.OrderBy(static target => target.IsCopy).ThenBy(static target => target.LateAfter).First())
                .OrderBy(static target => target.IsCopy),
        ];
    }

    /// <summary>The database.</summary>
    public Database Database { get; }

    /// <summary>What each selection does with it, those that come nearest to taking it first.</summary>
    public IReadOnlyList<ProtectionMatchInfo> Matches { get; }

    /// <summary>How near the nearest selection comes; <see langword="null"/> where there is none.</summary>
    public SelectionVerdictKind? Nearest { get; }

    /// <summary>Whether a plan backs it up.</summary>
    public bool IsTaken => _taking.Count > 0;

    /// <summary>The plans that back it up, that with the shortest interval first.</summary>
    public IEnumerable<DeployedPlan> Plans => _taking.Select(static rules => rules.Plan);

    /// <summary>The plan with the shortest interval of those that back it up.</summary>
    public DeployedPlan? Plan => _taking.Count > 0 ? _taking[0].Plan : null;

    /// <summary>Its recovery point objective.</summary>
    public TimeSpan? Interval => _taking.Count > 0 ? _taking[0].Interval : null;

    /// <summary>When a plan backs it up next.</summary>
    public DateTimeOffset? NextRun => _taking.Min(static rules => rules.NextRun);

    /// <summary>Since when a plan backs it up at the earliest: the plan and the database both have to be there.</summary>
    public DateTimeOffset? Since => _taking.Min(static rules => rules.Plan.CreationDate) is { } planned && Database.CreatedAt is { } made && made > planned ? made : _taking.Min(static rules => rules.Plan.CreationDate);

    /// <summary>The rules of the plans that back it up whose schedule is not known here.</summary>
    public IReadOnlyList<string> UnreadRules => [.. _taking.SelectMany(static rules => rules.Unread)];

    /// <summary>Where its recovery points are to be, its own Region first.</summary>
    public IReadOnlyList<BackupTarget> Targets { get; }

    /// <summary>The vaults that its recovery points go into, time and again. A place can have several.</summary>
    public IEnumerable<BackupTarget> Vaults => _taking.SelectMany(static rules => rules.Targets);

    /// <summary>Where rules put its recovery points, whatever is known of their schedules: of each vault once, by the rule that promises most.</summary>
    public IReadOnlyList<BackupTarget> Places => [.. _taking.SelectMany(static rules => rules.Places).GroupBy(static place => (place.Region, place.AccountId, place.VaultName))
        .Select(static place => place.OrderByDescending(static target => target.Objective is not null).ThenBy(static target => target.LateAfter).First())];

    /// <summary>What plans say of a database.</summary>
    public static PlannedProtection Of(Database database, IReadOnlyList<PlannedRules> plans, IReadOnlyDictionary<string, bool> optIn) => new(
        database,
        [.. plans.SelectMany(rules => rules.Plan.Selections.Select(selection => (rules, selection, SelectionResolver.Resolve(selection.Definition, database, optIn))))]);

    private static ProtectionMatchInfo Describe(DeployedPlan plan, DeployedSelection selection, SelectionVerdict verdict) => new()
    {
        PlanName = plan.Name,
        PlanId = plan.PlanId,
        SelectionName = selection.Definition.SelectionName,
        SelectionId = selection.SelectionId,
        IsTaken = verdict.IsTaken,
        MatchedBy = verdict.By,
        Reason = verdict.Reason,
    };
}
