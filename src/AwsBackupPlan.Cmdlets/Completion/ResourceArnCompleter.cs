using System.Collections;

namespace AwsBackupPlan.Cmdlets.Completion;

/// <summary>Completes the ARNs of databases that this process has seen.</summary>
public sealed class ResourceArnCompleter : ValueCompleter
{
    /// <inheritdoc/>
    private protected override IEnumerable<Choice> Choices(string parameterName, IDictionary given) => LastRuns.Resources.All;
}
