using System.Collections;
using AwsBackupPlan.Engine.Accounts;

namespace AwsBackupPlan.Cmdlets.Completion;

/// <summary>Completes the names of AWS's partitions.</summary>
public sealed class PartitionCompleter : ValueCompleter
{
    /// <inheritdoc/>
    private protected override IEnumerable<Choice> Choices(string parameterName, IDictionary given) => Partitions.Names.Select(static name => new Choice(name));
}
