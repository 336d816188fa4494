using System.Collections;

namespace AwsBackupPlan.Cmdlets.Completion;

/// <summary>Completes the ARNs of databases that this process has seen: those of the accounts that are typed, where there are some.</summary>
public sealed class ResourceArnCompleter : ValueCompleter
{
    /// <inheritdoc/>
    private protected override IEnumerable<Choice> Choices(string parameterName, IDictionary given) => OfAccounts(LastRuns.Resources.All, given);
}
