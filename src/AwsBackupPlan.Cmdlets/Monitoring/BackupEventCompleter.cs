using System.Collections;
using AwsBackupPlan.Cmdlets.Completion;
using AwsBackupPlan.Engine.Monitoring.Notifications;

namespace AwsBackupPlan.Cmdlets.Monitoring;

/// <summary>Completes the names of events that AWS Backup still sends.</summary>
public sealed class BackupEventCompleter : ValueCompleter
{
    /// <inheritdoc/>
    private protected override IEnumerable<Choice> Choices(string parameterName, IDictionary given) => BackupEvents.Names.Select(static name => new Choice(name));
}
