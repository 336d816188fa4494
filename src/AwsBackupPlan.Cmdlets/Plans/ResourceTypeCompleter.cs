using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using AwsBackupPlan.Engine.Plans;

namespace AwsBackupPlan.Cmdlets.Plans;

/// <summary>Completes AWS Backup's names of resource types.</summary>
public sealed class ResourceTypeCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
        => ResourceTypes.Names
            .Where(name => name.StartsWith((wordToComplete ?? "").Trim('\'', '"'), StringComparison.OrdinalIgnoreCase))
            .Select(name => new CompletionResult(name.Contains(' ') ? $"'{name}'" : name, name, CompletionResultType.ParameterValue, name));
}
