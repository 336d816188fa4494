using System.Collections;

namespace AwsBackupPlan.Cmdlets.Completion;

/// <summary>Completes the names of accounts of the organization that this process has read.</summary>
public sealed class AccountNameCompleter : ValueCompleter
{
    /// <inheritdoc/>
    private protected override IEnumerable<Choice> Choices(string parameterName, IDictionary given) => LastRuns.AccountNames.All;
}
