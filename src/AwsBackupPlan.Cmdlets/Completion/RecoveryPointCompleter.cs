using System.Collections;

namespace AwsBackupPlan.Cmdlets.Completion;

/// <summary>Completes the ARNs of recovery points that this process has seen: those of the accounts that are typed, where there are some.</summary>
public sealed class RecoveryPointCompleter : ValueCompleter
{
    /// <inheritdoc/>
    private protected override IEnumerable<Choice> Choices(string parameterName, IDictionary given) => OfAccounts(LastRuns.RecoveryPoints.All, given);
}
