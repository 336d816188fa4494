using System.Collections;

namespace AwsBackupPlan.Cmdlets.Completion;

/// <summary>Completes the names of report plans that this process has read.</summary>
public sealed class ReportPlanNameCompleter : ValueCompleter
{
    /// <inheritdoc/>
    private protected override IEnumerable<Choice> Choices(string parameterName, IDictionary given) => LastRuns.ReportPlans.All;
}
