using System.Management.Automation;
using AwsBackupPlan.Cmdlets.Completion;
using AwsBackupPlan.Engine;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Fleet;
using AwsBackupPlan.Engine.Monitoring;
using AwsBackupPlan.Engine.Monitoring.Jobs;

namespace AwsBackupPlan.Cmdlets.Monitoring;

/// <summary>Gets the backup, copy and restore jobs of accounts, in the primary Region and in those that copies go to, newest first.</summary>
/// <remarks>
/// <para>AWS Backup knows jobs for 30 days. They are read in pieces of time, newest first, and written before older ones are read, so that Select-Object -First soon ends the reading. A copy runs in the
/// Region that it copies from. Without -AbsName the jobs of vaults of any name are read; with it those of the backup set's vaults, or of those whose ABS name fits the wildcard pattern. Without -CopyRegion
/// the plans say which Regions copies go to.</para>
/// <para>StatusMessage is what AWS says of a job that did not complete, in full. Where the cause is a common one, Remedy says what to do. A backup whose copy has failed is COMPLETED all the same: the copy is a job of
/// its own.</para>
/// </remarks>
/// <example>
///   <summary>What failed since yesterday in the accounts of a file, and what to do about it.</summary>
///   <code>Import-Csv accounts.csv | Get-XacntBackupJob -State FAILED, EXPIRED, ABORTED, PARTIAL -Since (Get-Date).AddDays(-1) | Format-List AccountId, JobType, ResourceName, StatusMessage, Remedy</code>
/// </example>
/// <example>
///   <summary>The last copy of a database.</summary>
///   <code>Get-XacntBackupJob -AccountId 222222222222 -JobType Copy -ResourceArn orders | Select-Object -First 1</code>
/// </example>
/// <example>
///   <summary>How many jobs of the last week there are by day, kind and state, as a file.</summary>
///   <code>Import-Csv accounts.csv | Get-XacntBackupJob -Since (Get-Date).AddDays(-7) -Summary | Export-Csv jobs.csv</code>
/// </example>
[Cmdlet(VerbsCommon.Get, "XacntBackupJob")]
[OutputType(typeof(BackupJobInfo), typeof(BackupJobSummary))]
public sealed class GetXacntBackupJobCommand : ReadCommand<BackupJobInfo>
{
    private JobQuery _query = new();

    /// <summary>The kinds of jobs: Backup, Copy, Restore. Without it: all.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public BackupJobType[]? JobType { get; set; }

    /// <summary>
    /// Only jobs in these states: CREATED, PENDING, RUNNING, ABORTING, ABORTED, COMPLETED, FAILED, EXPIRED, PARTIAL. Of copies there are CREATED, RUNNING, COMPLETED, FAILED and PARTIAL, of restores PENDING, RUNNING,
    /// COMPLETED, ABORTED and FAILED.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(JobStateCompleter))]
    public string[]? State { get; set; }

    /// <summary>Only jobs created at this time or after it. AWS Backup knows those of the last 30 days.</summary>
    [Parameter]
    [DateTransformation]
    [ArgumentCompleter(typeof(DateCompleter))]
    public DateTime? Since { get; set; }

    /// <summary>Only jobs created before this time.</summary>
    [Parameter]
    [DateTransformation]
    [ArgumentCompleter(typeof(DateCompleter))]
    public DateTime? Until { get; set; }

    /// <summary>Names of vaults, or wildcard patterns of them; of a copy that of its source or its destination. Without it: all.</summary>
    [Parameter]
    [Alias("VaultName")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(VaultNameCompleter))]
    public string[]? BackupVaultName { get; set; }

    /// <summary>Only the parts of this job, such as those of a composite backup.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(JobIdCompleter))]
    public string? ParentJobId { get; set; }

    /// <summary>Instead of the jobs how many there are, by account, Region, day (UTC), kind and state.</summary>
    [Parameter]
    public SwitchParameter Summary { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        if (JobQueryValidator.AsksForTooMuch(_query))
        {
            WriteWarning(Strings.JobsReachBack);
        }
    }

    /// <inheritdoc/>
    private protected override IReadOnlyList<ParameterFault> ReadQuery()
    {
        _query = new JobQuery
        {
            JobTypes = JobType ?? [],
            States = State ?? [],
            Since = Time(Since),
            Until = Time(Until),
            Resources = Resources,
            Vaults = BackupVaultName ?? [],
            ParentJobId = ParentJobId,
            IsSummary = Summary,
        };
        List<ParameterFault> faults = [.. JobQueryValidator.Validate(_query)];
        CheckDate(faults, nameof(Since), Since);
        CheckDate(faults, nameof(Until), Until);
        return faults;
    }

    /// <inheritdoc/>
    /// <remarks>Where AWS sorts out what is not wanted, nothing can be well.</remarks>
    private protected override SoughtNames? Seek(string? region)
    {
        var isAll = _query is { Since: null, Until: null, States.Count: 0, JobTypes.Count: 0 };
        var sought = isAll ? new SoughtNames(_query.Resources, _query.Vaults) { Region = region, ParentJobId = ParentJobId } : new SoughtNames([], []) { ParentJobId = ParentJobId, Since = _query.Since };
        _query = _query with { Sought = sought };
        return sought;
    }

    /// <inheritdoc/>
    private protected override Task<WorkOutcome<IReadOnlyList<BackupJobInfo>>> ReadAsync(BackupEngine engine, AccountTarget target, IReadOnlyList<string> piped, IWorkObserver observer, CancellationToken cancellationToken)
        => engine.FindJobsAsync(target, piped.Count == 0 ? _query : _query with { Resources = piped }, (IResultSink)observer, observer, cancellationToken);
}
