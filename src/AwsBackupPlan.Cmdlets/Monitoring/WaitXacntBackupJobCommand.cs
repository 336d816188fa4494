using System.Management.Automation;
using AwsBackupPlan.Cmdlets.Accounts;
using AwsBackupPlan.Cmdlets.Completion;
using AwsBackupPlan.Cmdlets.Fleet;
using AwsBackupPlan.Engine;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Fleet;
using AwsBackupPlan.Engine.Monitoring.Jobs;

namespace AwsBackupPlan.Cmdlets.Monitoring;

/// <summary>Waits until backup, copy and restore jobs have ended, and writes each as it ends.</summary>
/// <remarks>
/// <para>Takes what Get-XacntBackupJob, Start-XacntBackupJob, Start-XacntCopyJob and Start-XacntRestoreJob write. Jobs are looked at after 2 seconds, then less and less often, at the longest once a minute; those of
/// many accounts are waited for side by side (-ThrottleLimit), so that all of the pipeline is taken before the waiting begins. The progress bar shows how much is done and transferred, as far as AWS says.</para>
/// <para>Every job comes out, as it was at its end. One that failed, expired, was stopped or is complete in part only is an error as well, with AWS's message and, where the cause is a common one, what to do. A job that does
/// not exist is an error at once, and the others are waited for.</para>
/// <para>Without -TimeoutSeconds it waits as long as it takes. With it, what has not ended when the time is up comes out as it is, and one error of category OperationTimeout for each account names it; the jobs go on at AWS. To wait again does no
/// harm. When AWS does not answer for a while the waiting goes on; after a quarter of an hour it fails.</para>
/// </remarks>
/// <example>
///   <summary>Waits for all that runs in an account.</summary>
///   <code>Get-XacntBackupJob -AccountId 222222222222 -State CREATED, PENDING, RUNNING | Wait-XacntBackupJob</code>
/// </example>
/// <example>
///   <summary>Backs up a database now and goes on when that is done, or stops after an hour.</summary>
///   <code>Start-XacntBackupJob -AccountId 222222222222 -AbsName payroll -ResourceArn orders | Wait-XacntBackupJob -TimeoutSeconds 3600 -ErrorAction Stop</code>
/// </example>
/// <example>
///   <summary>Waits for a job whose id is known.</summary>
///   <code>Wait-XacntBackupJob -AccountId 222222222222 -Region us-east-1 -JobId 8B0C2A5E-1F3D-4C6B-9A7E-5D4F3B2A1C0E</code>
/// </example>
[Cmdlet(VerbsLifecycle.Wait, "XacntBackupJob")]
[OutputType(typeof(BackupJobInfo))]
public sealed class WaitXacntBackupJobCommand : ItemCommand<JobReference, IReadOnlyList<BackupJobInfo>>
{
    /// <summary>The ids of jobs.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("BackupJobId", "CopyJobId", "RestoreJobId")]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    [ArgumentCompleter(typeof(JobIdCompleter))]
    public string[]? JobId { get; set; }

    /// <summary>What the jobs do: Backup, Copy or Restore. Without it each is looked for among all three.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    public BackupJobType? JobType { get; set; }

    /// <inheritdoc/>
    /// <remarks>A job is in the Region that it names; that of a vault of any name has no ABS name.</remarks>
    private protected override TargetRules Rules => new(DefaultAbsName: "*", AllowsWildcards: true, UsesCopyRegions: false);

    /// <inheritdoc/>
    /// <remarks>Above the time that the waiting itself keeps, and after which it says what has not ended.</remarks>
    private protected override TimeSpan? WorkTimeout => base.WorkTimeout + TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    private protected override string NothingCame => Strings.NoJobs(MyInvocation.MyCommand.Name);

    /// <inheritdoc/>
    private protected override string? TimeoutRemedy(AccountTarget target) => Strings.TimedOutReading;

    /// <inheritdoc/>
    private protected override IReadOnlyList<ParameterFault> ReadOptions() => GivenParameters.Empty(MyInvocation, nameof(JobId), nameof(JobType));

    /// <inheritdoc/>
    private protected override string StopAdvice => Strings.JobsGoOn;

    /// <inheritdoc/>
    private protected override (JobReference? Item, IReadOnlyList<ParameterFault> Faults) ReadItem(AccountTarget target)
    {
        if (AccountInput.Texts(JobId) is not { Count: > 0 } ids)
        {
            return (null, [new ParameterFault(nameof(JobId), Strings.NoJobId)]);
        }

        return (new JobReference(JobType, ids), WaitedJobValidator.Validate(Waited(JobType, ids, [])));
    }

    /// <inheritdoc/>
    private protected override Task<WorkOutcome<IReadOnlyList<BackupJobInfo>>> WorkAsync(
        BackupEngine engine, AccountTarget target, IReadOnlyList<JobReference> items, IWorkObserver observer, CancellationToken cancellationToken)
    {
        var jobs = new List<WaitedJob>();
        foreach (var item in items)
        {
            Waited(item.JobType, item.JobIds, jobs);
        }

        return engine.WaitForJobsAsync(target, jobs, base.WorkTimeout, (IResultSink)observer, observer, cancellationToken);
    }

    /// <inheritdoc/>
    private protected override string OutcomeWord(IReadOnlyList<BackupJobInfo> result) => "completed";

    /// <inheritdoc/>
    private protected override IReadOnlyList<BackupJobInfo>? Failed(AccountTarget target, AccountFailure failure) => null;

    private static List<WaitedJob> Waited(BackupJobType? type, IReadOnlyList<string> ids, List<WaitedJob> jobs)
    {
        foreach (var id in ids)
        {
            jobs.Add(new WaitedJob(type, id));
        }

        return jobs;
    }
}
