using System.Collections;
using AwsBackupPlan.Cmdlets.Completion;
using AwsBackupPlan.Engine.Plans;

namespace AwsBackupPlan.Cmdlets.Plans;

/// <summary>Completes AWS Backup's names of resource types.</summary>
public sealed class ResourceTypeCompleter : ValueCompleter
{
    /// <inheritdoc/>
    private protected override IEnumerable<Choice> Choices(string parameterName, IDictionary given) => ResourceTypes.Names.Select(static name => new Choice(name));
}
