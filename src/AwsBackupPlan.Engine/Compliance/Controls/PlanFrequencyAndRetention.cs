using AwsBackupPlan.Engine.Compliance.Evidence;
using AwsBackupPlan.Engine.Deployment;
using AwsBackupPlan.Engine.Monitoring;
using AwsBackupPlan.Engine.Plans;

namespace AwsBackupPlan.Engine.Compliance.Controls;

/// <summary>A rule of the plan runs often enough and keeps long enough.</summary>
internal sealed class PlanFrequencyAndRetention : Control
{
    private const string Unit = "requiredFrequencyUnit";
    private const string Value = "requiredFrequencyValue";
    private const string Days = "requiredRetentionDays";

    /// <inheritdoc/>
    public override string Name => "BACKUP_PLAN_MIN_FREQUENCY_AND_MIN_RETENTION_CHECK";

    /// <inheritdoc/>
    public override string Title => "Every plan has a rule that runs often enough and keeps recovery points long enough.";

    /// <inheritdoc/>
    public override ComplianceSeverity Severity => ComplianceSeverity.Medium;

    /// <inheritdoc/>
    public override EvidenceKinds Needs => EvidenceKinds.Databases;

    /// <inheritdoc/>
    public override IReadOnlyList<ControlParameter> Parameters { get; } =
    [
        ControlParameter.Word(Unit, ["hours", "days"], "days", "The unit of requiredFrequencyValue."),
        ControlParameter.Number(Value, 1, 31, 1, "The longest time between two runs of a rule."),
        ControlParameter.Number(Days, 1, 36500, 35, "The fewest days for which its recovery points are kept."),
    ];

    /// <inheritdoc/>
    public override IEnumerable<Judgement> Judge(AccountEvidence evidence, ControlSettings settings) =>
        evidence.Plans.Failure is { } failure ? [Judgement.Error(Subject.Of(evidence.Target), failure)]
        : evidence.Plans.Value.Count == 0 ? [Judgement.NotApplicable(Subject.Of(evidence.Target), $"There is no backup plan in {evidence.Target.Region}.")]
        : evidence.Plans.Value.Select(plan => Judge(plan, evidence, settings));

    private static Judgement Judge(DeployedPlan plan, AccountEvidence evidence, ControlSettings settings)
    {
        var rules = plan.Definition.Rules.Select(rule => (Rule: rule, Interval: Interval(rule, evidence.Now), Kept: Kept(rule))).ToList();
        var asked = $"runs at least every {settings.TimeInWords(Unit, Value)} and keeps {Counted.Of(settings.Number(Days), "day")}";
        var good = rules.Where(rule => rule.Interval <= settings.Time(Unit, Value) && rule.Kept >= settings.Number(Days)).Select(static rule => rule.Rule).FirstOrDefault();
        var unread = plan.Definition.Rules.FirstOrDefault(rule => Kept(rule) >= settings.Number(Days) && RunSchedule.Parse(rule.ScheduleExpression, rule.ScheduleExpressionTimezone) is null);
        var said = string.Join("; ", rules.Select(static rule => $"{rule.Rule.RuleName} runs {(rule.Interval is { } interval ? $"every {AgeWords.Of(interval)}" : "no more than once")} and keeps {(rule.Kept == long.MaxValue ? "for ever" : Counted.Of(rule.Kept, "day"))}"));
        var subject = Subject.Of(plan);
        return good is not null
            ? Judgement.Good(subject, $"The rule {good.RuleName} {asked}.")
            : unread is not null ? Judgement.Insufficient(subject, $"The schedule of the rule {unread.RuleName} is not known here ({unread.ScheduleExpression}), and no other {asked}.", "Give the rule a schedule that is known here, such as cron(0 5 ? * * *).")
            : Judgement.Bad(subject, $"No rule {asked}: {said}.", $"{Remedies.Deploy(evidence.Target, subject.AbsName)} -DeleteAfterDays {settings.Number(Days)} -ScheduleExpression 'cron(0 5 ? * * *)', or the same in the plan document.");
    }

    // By the clock of the time zone, so that the hour of summer time does not count.
    private static TimeSpan? Interval(RuleDefinition rule, DateTimeOffset now) => RunSchedule.Parse(rule.ScheduleExpression, rule.ScheduleExpressionTimezone)?.LongestInterval(now);

    private static long Kept(RuleDefinition rule) => rule.Lifecycle?.DeleteAfterDays is > 0 and var days ? days : long.MaxValue;
}
