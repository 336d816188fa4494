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
    /// <remarks>Of the plan document hangs what there is to do.</remarks>
    public override EvidenceKinds Needs => EvidenceKinds.Databases | EvidenceKinds.Documents;

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
        var rules = plan.Definition.Rules.Select(rule => (Rule: rule, Interval: Interval(rule, evidence.Now), Kept: RetentionRemedy.Kept(rule.Lifecycle))).ToList();
        var asked = $"runs at least every {settings.TimeInWords(Unit, Value)} and keeps {Counted.Of(settings.Number(Days), "day")}";
        bool IsEnough(RuleDefinition rule) => Interval(rule, evidence.Now) <= settings.Time(Unit, Value) && RetentionRemedy.Kept(rule.Lifecycle) >= settings.Number(Days);
        var good = plan.Definition.Rules.FirstOrDefault(IsEnough);
        var unread = plan.Definition.Rules.FirstOrDefault(rule => RetentionRemedy.Kept(rule.Lifecycle) >= settings.Number(Days) && RunSchedule.Parse(rule.ScheduleExpression, rule.ScheduleExpressionTimezone) is null);
        var said = string.Join("; ", rules.Select(static rule => $"{rule.Rule.RuleName} runs {(rule.Interval is { } interval ? $"every {AgeWords.Of(interval)}" : "no more than once")} and keeps {(rule.Kept == long.MaxValue ? "for ever" : Counted.Of(rule.Kept, "day"))}"));
        var subject = Subject.Of(plan);
        return good is not null
            ? Judgement.Good(subject, $"The rule {good.RuleName} {asked}.")
            : unread is not null ? Judgement.Insufficient(subject, $"The schedule of the rule {unread.RuleName} is not known here ({unread.ScheduleExpression}), and no other {asked}.", Remedies.Note("Give the rule a schedule that is known here, such as cron(0 5 ? * * *)."))
            : Judgement.Bad(subject, $"No rule {asked}: {said}.", RetentionRemedy.Of(evidence, subject.AbsName, document => document.Rules.Any(IsEnough), $"has a rule that {asked}"));
    }

    // By the clock of the time zone, so that the hour of summer time does not count.
    private static TimeSpan? Interval(RuleDefinition rule, DateTimeOffset now) => RunSchedule.Parse(rule.ScheduleExpression, rule.ScheduleExpressionTimezone)?.LongestInterval(now);
}
