using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using AwsBackupPlan.Engine.Compliance;

namespace AwsBackupPlan.Cmdlets.Compliance;

/// <summary>Completes the names of controls.</summary>
public sealed class ControlCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
        => [.. CompliancePolicy.ControlNames.Where(name => name.StartsWith(wordToComplete ?? "", StringComparison.OrdinalIgnoreCase)).Select(name => new CompletionResult(name))];
}
