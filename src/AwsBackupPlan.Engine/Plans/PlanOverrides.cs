using AwsBackupPlan.Engine.Deployment;

namespace AwsBackupPlan.Engine.Plans;

/// <summary>Parameters that stand above the document.</summary>
internal static class PlanOverrides
{
    /// <summary>The plan with the schedule, time zone and days of the parameters in every rule, and the days in every copy action.</summary>
    public static PlanDefinition Apply(PlanDefinition plan, DeploymentOptions options, ICollection<string>? warnings = null, bool isSecret = false)
        => plan with { Rules = [.. plan.Rules.Select(rule => Apply(rule, options, warnings, isSecret))] };

    private static RuleDefinition Apply(RuleDefinition rule, DeploymentOptions options, ICollection<string>? warnings, bool isSecret) => rule with
    {
        ScheduleExpression = options.ScheduleExpression ?? rule.ScheduleExpression,
        ScheduleExpressionTimezone = options.ScheduleExpressionTimezone ?? rule.ScheduleExpressionTimezone,
        Lifecycle = Apply(rule.Lifecycle, options.DeleteAfterDays, warnings, isSecret),
        CopyActions = [.. rule.CopyActions.Select(copy => copy with { Lifecycle = Apply(copy.Lifecycle, options.DeleteAfterDays, warnings, isSecret) })],
    };

    private static LifecycleDefinition? Apply(LifecycleDefinition? lifecycle, int? deleteAfterDays, ICollection<string>? warnings, bool isSecret)
    {
        if (deleteAfterDays is not { } days)
        {
            return lifecycle;
        }

        LifecycleDefinition changed = (lifecycle ?? new LifecycleDefinition()) with { DeleteAfterDays = days };
        if (days > 0 && changed.MoveToColdStorageAfterDays >= days)
        {
            // What is deleted by then never gets there, and AWS Backup refuses the pair.
            warnings?.Add($"-DeleteAfterDays {days} deletes backups before the document's MoveToColdStorageAfterDays{(isSecret ? string.Empty : $" {changed.MoveToColdStorageAfterDays}")}; the move to cold storage is left out. To keep it give at least 90 days more than that with -DeleteAfterDays; otherwise take it out of the document.");
            changed = changed with { MoveToColdStorageAfterDays = null };
        }

        return changed;
    }
}
