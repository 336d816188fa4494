using System.Management.Automation;
using AwsBackupPlan.Cmdlets.Fleet;
using AwsBackupPlan.Engine;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Fleet;
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
public sealed class GetXacntBackupJobCommand : FleetCommand<IReadOnlyList<BackupJobInfo>>
{
    private JobQuery _query = new();

    /// <summary>The kinds of jobs: Backup, Copy, Restore. Without it: all.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public BackupJobType[]? JobType { get; set; }

    /// <summary>Only jobs in these states.</summary>
    [Parameter]
    [ValidateSet("CREATED", "PENDING", "RUNNING", "ABORTING", "ABORTED", "COMPLETED", "FAILED", "EXPIRED", "PARTIAL")]
    public string[]? State { get; set; }

    /// <summary>Only jobs created at this time or after it. AWS Backup knows those of the last 30 days.</summary>
    [Parameter]
    public DateTime? Since { get; set; }

    /// <summary>Only jobs created before this time.</summary>
    [Parameter]
    public DateTime? Until { get; set; }

    /// <summary>ARNs or names of databases, or wildcard patterns of them: what was backed up, what a copied or restored recovery point is of, or what a restore has made. Without it: all.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? ResourceArn { get; set; }

    /// <summary>Names of vaults, or wildcard patterns of them; of a copy that of its source or its destination. Without it: all.</summary>
    [Parameter]
    [Alias("VaultName")]
    [ValidateNotNullOrEmpty]
    public string[]? BackupVaultName { get; set; }

    /// <summary>Only the parts of this job, such as those of a composite backup.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ParentJobId { get; set; }

    /// <summary>Instead of the jobs how many there are, by account, Region, day (UTC), kind and state.</summary>
    [Parameter]
    public SwitchParameter Summary { get; set; }

    /// <inheritdoc/>
    /// <remarks>The plans say where copies go.</remarks>
    private protected override TargetRules Rules => new(DefaultAbsName: "*", AllowsWildcards: true, NeedsCopyRegions: false);

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
    private protected override IReadOnlyList<ParameterFault> ReadOptions()
    {
        _query = new JobQuery
        {
            JobTypes = JobType ?? [],
            States = State ?? [],
            // A date without a time zone is one of the user's.
            Since = Since is { } since ? new DateTimeOffset(since.ToUniversalTime()) : null,
            Until = Until is { } until ? new DateTimeOffset(until.ToUniversalTime()) : null,
            Resources = ResourceArn ?? [],
            Vaults = BackupVaultName ?? [],
            ParentJobId = ParentJobId,
            IsSummary = Summary,
        };
        return JobQueryValidator.Validate(_query);
    }

    /// <inheritdoc/>
    private protected override Task<WorkOutcome<IReadOnlyList<BackupJobInfo>>> WorkAsync(BackupEngine engine, AccountTarget target, IWorkObserver observer, CancellationToken cancellationToken)
        => engine.FindJobsAsync(target, _query, (IResultSink)observer, observer, cancellationToken);

    /// <inheritdoc/>
    private protected override string OutcomeWord(IReadOnlyList<BackupJobInfo> result) => "read";

    /// <inheritdoc/>
    private protected override IReadOnlyList<BackupJobInfo>? Failed(AccountTarget target, AccountFailure failure) => null;
}
