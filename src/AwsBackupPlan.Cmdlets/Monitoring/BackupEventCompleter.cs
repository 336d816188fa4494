using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using AwsBackupPlan.Engine.Monitoring.Notifications;

namespace AwsBackupPlan.Cmdlets.Monitoring;

/// <summary>Completes the names of events that AWS Backup still sends.</summary>
public sealed class BackupEventCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
        => BackupEvents.Names
            .Where(name => name.StartsWith((wordToComplete ?? "").Trim('\'', '"'), StringComparison.OrdinalIgnoreCase))
            .Select(name => new CompletionResult(name));
}
