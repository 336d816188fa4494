using System.Management.Automation;
using AwsBackupPlan.Cmdlets.Completion;
using AwsBackupPlan.Engine;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Fleet;
using AwsBackupPlan.Engine.Monitoring;
using AwsBackupPlan.Engine.Monitoring.RecoveryPoints;

namespace AwsBackupPlan.Cmdlets.Monitoring;

/// <summary>Gets the recovery points of accounts, in the primary Region and in those that copies go to.</summary>
/// <remarks>
/// <para>They are written page by page as they are read, so that any number of them takes no more memory than a few. Without -AbsName the vaults of any name are read; with it the vault of the
/// backup set, or those whose ABS name fits the wildcard pattern. Without -CopyRegion the plans say which Regions copies go to.</para>
/// <para>Expires is when AWS Backup deletes it, LockMode how its vault is locked, and LegalHolds has the ids of the legal holds that keep it.</para>
/// </remarks>
/// <example>
///   <summary>The newest recovery point of every database in each Region.</summary>
///   <code>Get-XacntRecoveryPoint -AccountId 222222222222 -AbsName payroll -Latest</code>
/// </example>
/// <example>
///   <summary>Writes all recovery points of the last week of the accounts of a file into another.</summary>
///   <code>Import-Csv accounts.csv | Get-XacntRecoveryPoint -Since (Get-Date).AddDays(-7) | Export-Csv points.csv</code>
/// </example>
/// <example>
///   <summary>What is locked, held, or expires within a week?</summary>
///   <code>Get-XacntRecoveryPoint -AccountId 222222222222 -AbsName payroll | Where-Object Expires -lt (Get-Date).AddDays(7) | Format-Table ResourceName, Region, Expires, LockMode, LegalHolds</code>
/// </example>
[Cmdlet(VerbsCommon.Get, "XacntRecoveryPoint")]
[OutputType(typeof(RecoveryPointInfo))]
public sealed class GetXacntRecoveryPointCommand : ReadCommand<RecoveryPointInfo>
{
    private RecoveryPointQuery _query = new();

    /// <summary>Names of vaults, or wildcard patterns of them. Without it: all.</summary>
    [Parameter]
    [Alias("VaultName")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(VaultNameCompleter))]
    public string[]? BackupVaultName { get; set; }

    /// <summary>Only recovery points made after this time.</summary>
    [Parameter]
    [DateTransformation]
    [ArgumentCompleter(typeof(DateCompleter))]
    public DateTime? Since { get; set; }

    /// <summary>Only recovery points made before this time.</summary>
    [Parameter]
    [DateTransformation]
    [ArgumentCompleter(typeof(DateCompleter))]
    public DateTime? Until { get; set; }

    /// <summary>Only recovery points in these states.</summary>
    [Parameter]
    [ValidateSet("COMPLETED", "AVAILABLE", "PARTIAL", "CREATING", "DELETING", "EXPIRED", "STOPPED")]
    public string[]? Status { get; set; }

    /// <summary>Of each database in each Region only the newest one; of those that can be restored, unless -Status says otherwise.</summary>
    [Parameter]
    public SwitchParameter Latest { get; set; }

    /// <inheritdoc/>
    private protected override IReadOnlyList<ParameterFault> ReadQuery()
    {
        _query = new RecoveryPointQuery
        {
            Vaults = BackupVaultName ?? [],
            Resources = Resources,
            Since = Time(Since),
            Until = Time(Until),
            Statuses = Status ?? [],
            Latest = Latest,
        };
        List<ParameterFault> faults = [.. RecoveryPointQueryValidator.Validate(_query)];
        CheckDate(faults, nameof(Since), Since);
        CheckDate(faults, nameof(Until), Until);
        return faults;
    }

    /// <inheritdoc/>
    /// <remarks>AWS sorts out by time: a database without recovery points of that time can have others.</remarks>
    private protected override SoughtNames? Seek(string? region)
    {
        var sought = new SoughtNames(_query is { Since: null, Until: null } ? _query.Resources : [], _query.Vaults) { Region = region, Since = _query.Since };
        _query = _query with { Sought = sought };
        return sought;
    }

    /// <inheritdoc/>
    private protected override Task<WorkOutcome<IReadOnlyList<RecoveryPointInfo>>> ReadAsync(BackupEngine engine, AccountTarget target, IReadOnlyList<string> piped, IWorkObserver observer, CancellationToken cancellationToken)
        => engine.FindRecoveryPointsAsync(target, piped.Count == 0 ? _query : _query with { Resources = piped }, (IResultSink)observer, observer, cancellationToken);
}
