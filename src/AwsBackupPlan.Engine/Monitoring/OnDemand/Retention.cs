using System.Globalization;
using AwsBackupPlan.Engine.Plans;

namespace AwsBackupPlan.Engine.Monitoring.OnDemand;

/// <summary>For how many days something is kept; <see langword="null"/> is for ever.</summary>
internal static class Retention
{
    /// <summary>The longest that the rules of a plan keep a snapshot.</summary>
    public static long? Longest(PlanDefinition plan)
    {
        // A continuous rule's days are those of its window.
        var rules = plan.Rules.Where(static rule => rule.EnableContinuousBackup is not true).ToList();
        var days = (rules.Count > 0 ? rules : [.. plan.Rules]).Select(static rule => rule.Lifecycle?.DeleteAfterDays is { } kept and > 0 ? (long?)kept : null).ToList();
        return days.Contains(null) ? null : days.Max();
    }

    /// <summary>In words, such as <c>kept for 35 days</c>.</summary>
    public static string InWords(long? days) => days switch
    {
        null => "kept for ever",
        1 => "kept for 1 day",
        { } some => $"kept for {some.ToString(CultureInfo.InvariantCulture)} days",
    };
}
