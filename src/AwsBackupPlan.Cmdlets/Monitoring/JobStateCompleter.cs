using System.Collections;
using System.Management.Automation;
using AwsBackupPlan.Cmdlets.Completion;
using AwsBackupPlan.Engine.Monitoring.Jobs;

namespace AwsBackupPlan.Cmdlets.Monitoring;

/// <summary>Completes the states of jobs: those that jobs of the typed kinds can be in.</summary>
public sealed class JobStateCompleter : ValueCompleter
{
    /// <inheritdoc/>
    private protected override IEnumerable<Choice> Choices(string parameterName, IDictionary given)
    {
        var choices = new List<Choice>();
        foreach (var type in Types(given["JobType"]))
        {
            foreach (var state in JobStates.Of(type))
            {
                choices.Add(new Choice(state));
            }
        }

        return choices;
    }

    private static BackupJobType[] Types(object? typed)
        => typed is not null && LanguagePrimitives.TryConvertTo<BackupJobType[]>(typed, out var types) && types.Length > 0 ? types : [BackupJobType.Backup, BackupJobType.Copy, BackupJobType.Restore];
}
