using System.Collections;

namespace AwsBackupPlan.Cmdlets.Completion;

/// <summary>Completes the ARNs of vaults that this process has seen.</summary>
public sealed class VaultArnCompleter : ValueCompleter
{
    /// <inheritdoc/>
    private protected override IEnumerable<Choice> Choices(string parameterName, IDictionary given) => LastRuns.VaultArns.All;
}
