using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using AwsBackupPlan.Engine.Compliance.Audit;

namespace AwsBackupPlan.Cmdlets.Compliance;

/// <summary>Completes the names of Audit Manager's report templates.</summary>
public sealed class ReportTemplateCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
        => [.. AuditTemplates.All.Where(name => name.StartsWith(wordToComplete ?? "", StringComparison.OrdinalIgnoreCase)).Select(name => new CompletionResult(name))];
}
