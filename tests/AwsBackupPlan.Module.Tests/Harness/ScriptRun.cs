using System.Management.Automation;
using System.Text;
using AwsBackupPlan.PowerShellHost.Recording;

namespace AwsBackupPlan.Module.Tests.Harness;

/// <summary>Everything that one script wrote to any stream.</summary>
public sealed record ScriptRun
{
    /// <summary>The output.</summary>
    public required IReadOnlyList<PSObject> Output { get; init; }

    /// <summary>The non-terminating errors, and the terminating one last.</summary>
    public required IReadOnlyList<ErrorRecord> Errors { get; init; }

    /// <summary>The error that ended the script: thrown, or an error under <c>-ErrorAction Stop</c>.</summary>
    public required ErrorRecord? TerminatingError { get; init; }

    /// <summary>The script was stopped, as by Ctrl-C.</summary>
    public required bool WasStopped { get; init; }

    /// <summary>The warnings' texts.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>The verbose texts; the script needs <c>-Verbose</c> or <c>$VerbosePreference = 'Continue'</c>.</summary>
    public required IReadOnlyList<string> Verbose { get; init; }

    /// <summary>The debug texts; the script needs <c>$DebugPreference = 'Continue'</c>.</summary>
    public required IReadOnlyList<string> Debug { get; init; }

    /// <summary>The information records, <c>Write-Host</c>'s included.</summary>
    public required IReadOnlyList<InformationRecord> Information { get; init; }

    /// <summary>The progress records, in order.</summary>
    public required IReadOnlyList<RecordedProgress> Progress { get; init; }

    /// <summary>The questions asked, with their answers. <c>ThreadId</c> tells whether one came from the pipeline thread.</summary>
    public required IReadOnlyList<RecordedPrompt> Prompts { get; init; }

    /// <summary>What the user saw: <c>-WhatIf</c>'s messages, <c>Out-Default</c>'s tables, warnings and verbose lines, in order.</summary>
    public required string HostText { get; init; }

    /// <summary>The text of every stream, output's and errors' properties included: for finding what must not be there.</summary>
    public string EverythingSaid
    {
        get
        {
            var text = new StringBuilder(HostText);
            text.AppendJoin('\n', Warnings).AppendJoin('\n', Verbose).AppendJoin('\n', Debug).AppendJoin('\n', Information).AppendJoin('\n', Progress).AppendJoin('\n', Prompts);
            foreach (var error in Errors)
            {
                text.AppendLine().Append(error.Exception).Append(error.ErrorDetails).Append(error.TargetObject).Append(error.FullyQualifiedErrorId);
            }

            foreach (var item in Output)
            {
                // Serialised as Export-Clixml would, so that nothing nested is missed.
                text.AppendLine().Append(PSSerializer.Serialize(item, depth: 4));
            }

            return text.ToString();
        }
    }

    /// <summary>The output's base objects of a type; fails when one is of another.</summary>
    /// <typeparam name="T">The type each must have.</typeparam>
    public IReadOnlyList<T> OutputOf<T>() => [.. Output.Select(static o => Assert.IsAssignableFrom<T>(o.BaseObject))];

    /// <summary>One property of each output object, e.g. <c>run.Values("Status")</c>, as any adapter presents it.</summary>
    public IReadOnlyList<object?> Values(string property) => [.. Output.Select(o => o.Properties[property]?.Value)];

    /// <summary>This run, once it is certain that it wrote no error; the failure shows the errors.</summary>
    public ScriptRun Succeeded()
    {
        Assert.False(WasStopped, "The script was stopped.");
        Assert.True(Errors.Count == 0, string.Join('\n', Errors.Select(static e => $"{e.FullyQualifiedErrorId}: {e} {e.ScriptStackTrace}")));
        return this;
    }
}
