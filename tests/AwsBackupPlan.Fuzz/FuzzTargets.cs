using AwsBackupPlan.Fuzz.Targets;

namespace AwsBackupPlan.Fuzz;

/// <summary>All that is fed.</summary>
public static class FuzzTargets
{
    /// <summary>The targets.</summary>
    public static IReadOnlyList<FuzzTarget> All { get; } =
        [new PlanTarget(), new CronTarget(), new ArnTarget(), new AccountTarget(), new PatternTarget(), new ProfileTarget(), new ProcessTarget(), new AnswerTarget(), new ReportTarget()];
}
