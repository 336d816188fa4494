using System.Management.Automation;
using AwsBackupPlan.Cmdlets.Fleet;
using AwsBackupPlan.Engine;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Fleet;

namespace AwsBackupPlan.Cmdlets.Monitoring;

/// <summary>A cmdlet that starts jobs of AWS Backup.</summary>
/// <remarks>What they work on is text here, and what comes of an account is a word: a type of the engine in the place of either could not be loaded before the engine is found.</remarks>
public abstract class StartJobCommand : ItemCommand<string, string>
{
    /// <summary>Stands between the parts of an item. No name and no ARN can hold it.</summary>
    private protected const char Separator = '\n';

    /// <summary>The role that AWS Backup assumes for the jobs: its name in each account, or the whole ARN.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string BackupRoleName { get; set; } = "AWSBackup-Custom";

    /// <summary>A text of your choice, such as a ticket's number: the command run again with it starts nothing twice. What AWS Backup is sent is made of it and of what the job is about. Without it every run starts new jobs.</summary>
    [Parameter]
    public string? IdempotencyToken { get; set; }

    /// <summary>Starts the jobs of one account. Called on any thread.</summary>
    private protected abstract Task<WorkOutcome<string>> StartAsync(BackupEngine engine, AccountTarget target, IReadOnlyList<string> items, IResultSink sink, IWorkObserver observer, CancellationToken cancellationToken);

    /// <inheritdoc/>
    private protected sealed override Task<WorkOutcome<string>> WorkAsync(BackupEngine engine, AccountTarget target, IReadOnlyList<string> items, IWorkObserver observer, CancellationToken cancellationToken)
        => StartAsync(engine, target, items, (IResultSink)observer, observer, cancellationToken);

    /// <inheritdoc/>
    private protected override string OutcomeWord(string result) => result;

    /// <inheritdoc/>
    /// <remarks>The jobs have been written as they began.</remarks>
    private protected override void WriteOutput(string result)
    {
    }

    /// <inheritdoc/>
    private protected override string? Failed(AccountTarget target, AccountFailure failure) => null;

    /// <summary>Whether a parameter was given on the command line, for every record.</summary>
    private protected bool IsGiven(string parameter) => MyInvocation.BoundParameters.ContainsKey(parameter);
}
