using System.Collections;
using AwsBackupPlan.Cmdlets.Completion;
using AwsBackupPlan.Engine.Compliance;

namespace AwsBackupPlan.Cmdlets.Compliance;

/// <summary>Completes the names of controls.</summary>
public sealed class ControlCompleter : ValueCompleter
{
    /// <inheritdoc/>
    private protected override IEnumerable<Choice> Choices(string parameterName, IDictionary given) => CompliancePolicy.ControlNames.Select(static name => new Choice(name));
}
