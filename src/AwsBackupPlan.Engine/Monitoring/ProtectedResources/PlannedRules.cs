using AwsBackupPlan.Engine.Deployment;
using AwsBackupPlan.Engine.Plans;

namespace AwsBackupPlan.Engine.Monitoring.ProtectedResources;

/// <summary>A plan, and what its rules promise.</summary>
internal sealed class PlannedRules
{
    /// <summary>Reads the rules of a plan.</summary>
    public PlannedRules(DeployedPlan plan, DateTimeOffset now)
    {
        Plan = plan;
        var arn = plan.Arn.Split(':');
        var (region, accountId) = (arn[3], arn[4]);
        var rules = plan.Definition.Rules.Select(rule => (Rule: rule, Objective: RecoveryObjective.Of(rule, now))).ToList();
        var objectives = rules.Where(static rule => rule.Objective is not null).ToList();
        Unread = [.. plan.Definition.Rules.Where(static rule => RunSchedule.Parse(rule.ScheduleExpression, rule.ScheduleExpressionTimezone) is null).Select(static rule => rule.RuleName ?? "a rule")];
        Interval = objectives.Count == 0 ? null : objectives.Min(static rule => rule.Objective!.Interval);
        NextRun = objectives.Min(static rule => rule.Objective!.NextRun);
        Places =
        [
            .. rules.Select(rule => Place(rule.Rule, rule.Objective, region, accountId, rule.Rule.TargetBackupVaultName ?? string.Empty, isCopy: false)),
            .. rules.SelectMany(static rule => rule.Rule.CopyActions.Select(copy => (rule.Rule, rule.Objective, Arn: copy.DestinationBackupVaultArn?.Split(':') ?? [])))
                .Where(static copy => copy.Arn.Length == 7)
                .Select(static copy => Place(copy.Rule, copy.Objective, copy.Arn[3], copy.Arn[4], copy.Arn[6], isCopy: true))
                // A second vault beside the first is no other place.
                .Where(copy => !string.Equals(copy.Region, region, StringComparison.Ordinal) || !string.Equals(copy.AccountId, accountId, StringComparison.Ordinal)),
        ];
        Targets = [.. Places.Where(static place => place.Objective is not null)];
    }

    /// <summary>The rules whose schedule is not known here.</summary>
    public IReadOnlyList<string> Unread { get; }

    /// <summary>The plan.</summary>
    public DeployedPlan Plan { get; }

    /// <summary>The shortest recovery point objective of its rules; none where no rule runs any more.</summary>
    public TimeSpan? Interval { get; }

    /// <summary>When it runs next.</summary>
    public DateTimeOffset? NextRun { get; }

    /// <summary>Where its rules put recovery points, time and again.</summary>
    public IReadOnlyList<BackupTarget> Targets { get; }

    /// <summary>The same with rules whose schedule is not known here, or runs no more than once.</summary>
    public IReadOnlyList<BackupTarget> Places { get; }

    private static BackupTarget Place(RuleDefinition rule, RecoveryObjective? objective, string region, string accountId, string vaultName, bool isCopy) =>
        new(region, accountId, vaultName, isCopy, (isCopy ? objective?.CopyLateAfter : objective?.LateAfter) ?? TimeSpan.Zero) { Objective = objective, RuleName = rule.RuleName ?? "a rule" };
}
