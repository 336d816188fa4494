using AwsBackupPlan.Engine.Deployment;

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
        var objectives = plan.Definition.Rules.Select(rule => (Rule: rule, Objective: RecoveryObjective.Of(rule, now))).Where(static rule => rule.Objective is not null).ToList();
        Unread = [.. plan.Definition.Rules.Where(static rule => RunSchedule.Parse(rule.ScheduleExpression, rule.ScheduleExpressionTimezone) is null).Select(static rule => rule.RuleName ?? "a rule")];
        Interval = objectives.Count == 0 ? null : objectives.Min(static rule => rule.Objective!.Interval);
        NextRun = objectives.Min(static rule => rule.Objective!.NextRun);
        Targets =
        [
            .. objectives.Select(rule => new BackupTarget(region, accountId, rule.Rule.TargetBackupVaultName ?? string.Empty, IsCopy: false, rule.Objective!.LateAfter)),
            .. objectives.SelectMany(static rule => rule.Rule.CopyActions.Select(copy => (Arn: copy.DestinationBackupVaultArn?.Split(':') ?? [], rule.Objective!.CopyLateAfter)))
                .Where(static copy => copy.Arn.Length == 7)
                .Select(static copy => new BackupTarget(copy.Arn[3], copy.Arn[4], copy.Arn[6], IsCopy: true, copy.CopyLateAfter))
                // A second vault beside the first is no other place.
                .Where(copy => !string.Equals(copy.Region, region, StringComparison.Ordinal) || !string.Equals(copy.AccountId, accountId, StringComparison.Ordinal)),
        ];
    }

    /// <summary>The rules whose schedule is not known here.</summary>
    public IReadOnlyList<string> Unread { get; }

    /// <summary>The plan.</summary>
    public DeployedPlan Plan { get; }

    /// <summary>The shortest recovery point objective of its rules; none where no rule runs any more.</summary>
    public TimeSpan? Interval { get; }

    /// <summary>When it runs next.</summary>
    public DateTimeOffset? NextRun { get; }

    /// <summary>Where its rules put recovery points.</summary>
    public IReadOnlyList<BackupTarget> Targets { get; }
}
