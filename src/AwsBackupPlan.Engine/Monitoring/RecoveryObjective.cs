using AwsBackupPlan.Engine.Plans;

namespace AwsBackupPlan.Engine.Monitoring;

/// <summary>How old the newest recovery point of a rule may become.</summary>
/// <param name="Interval">The recovery point objective: the longest time between two runs of the rule in the year to come.</param>
/// <param name="Allowance">The time that a run may take on top: the completion window, but no more than an interval or a day, whichever is less, and no less than the start window.</param>
/// <param name="NextRun">When the rule runs next.</param>
public sealed record RecoveryObjective(TimeSpan Interval, TimeSpan Allowance, DateTimeOffset? NextRun)
{
    private const long DefaultStartWindow = 480;
    private const long DefaultCompletionWindow = 10_080;

    private static readonly TimeSpan LongestAllowance = TimeSpan.FromDays(1);

    /// <summary>A point of the plan's own Region that is older is late.</summary>
    public TimeSpan LateAfter => Interval + Allowance;

    /// <summary>A copy that is older is late: it begins when its backup has ended, and may take as long.</summary>
    public TimeSpan CopyLateAfter => LateAfter + Allowance;

    /// <summary>The time that a run and its copy may take on top where copies are judged: twice the completion window, but no more than an interval or a day, whichever is less, and no less than the start window.</summary>
    public TimeSpan CopyAllowance { get; init; }

    /// <summary>That of a rule, or <see langword="null"/> when its schedule cannot be read or runs no more than once.</summary>
    public static RecoveryObjective? Of(RuleDefinition rule, DateTimeOffset now)
    {
        if (RunSchedule.Parse(rule.ScheduleExpression, rule.ScheduleExpressionTimezone) is not { } schedule || schedule.LongestInterval(now) is not { } interval)
        {
            return null;
        }

        var start = TimeSpan.FromMinutes(rule.StartWindowMinutes ?? DefaultStartWindow);
        var completion = TimeSpan.FromMinutes(rule.CompletionWindowMinutes ?? DefaultCompletionWindow);
        var most = Longer(start, Shorter(interval, LongestAllowance));
        return new RecoveryObjective(interval, Shorter(completion, most), schedule.Next(now)) { CopyAllowance = Shorter(completion + completion, most) };
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
