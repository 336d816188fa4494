using System.Management.Automation;
using AwsBackupPlan.Engine;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Fleet;
using AwsBackupPlan.Engine.Monitoring;
using AwsBackupPlan.Engine.Monitoring.ProtectedResources;

namespace AwsBackupPlan.Cmdlets.Monitoring;

/// <summary>Gets the databases of accounts, and tells of each how it is protected: by which plan, by how new a backup and copy, or why it is not.</summary>
/// <remarks>
/// <para>Every RDS instance and Aurora cluster of the primary Region is there, those that nothing protects, too; the members of a cluster are with it. All plans and selections of the Region
/// count, whoever made them. Without -AbsName all databases are told; with it those that the plan of the backup set takes, and those that carry its tag. Those that no plan
/// takes and that have no such tag, or the set's name in another case, are then named in a warning: -AbsName '*' tells of them.</para>
/// <para>A backup is late when it is older than the longest time between two runs of the plan and what a run may take: the completion window, but no more than one such time or a day, and no
/// less than the start window. A copy may take as long again. Only recovery points that are complete count. Of a continuous backup the last point in time counts that it can restore.</para>
/// <para>Recovery points are not all read: only those young enough, and all of a database that has none of these. What it writes can be piped onward.</para>
/// </remarks>
/// <example>
///   <summary>Which database of which account has no good backup or copy, and why?</summary>
///   <code>Import-Csv accounts.csv | Get-XacntProtectedResource -Unprotected | Format-Table AccountId, ResourceName, Status, Reason -AutoSize -Wrap</code>
/// </example>
/// <example>
///   <summary>Shows which selection takes a database, and by what, or why none does.</summary>
///   <code>Get-XacntProtectedResource -AccountId 222222222222 -ResourceArn orders | Select-Object -ExpandProperty Matches</code>
/// </example>
/// <example>
///   <summary>Backs up at once what has no good backup.</summary>
///   <code>Get-XacntProtectedResource -AccountId 222222222222 -AbsName payroll -Unprotected | Start-XacntBackupJob | Wait-XacntBackupJob</code>
/// </example>
[Cmdlet(VerbsCommon.Get, "XacntProtectedResource")]
[OutputType(typeof(ProtectedResourceInfo))]
public sealed class GetXacntProtectedResourceCommand : ReadCommand<ProtectedResourceInfo>
{
    private static readonly ProtectionStatus[] Bad =
    [
        ProtectionStatus.Failing, ProtectionStatus.Late, ProtectionStatus.NoBackup, ProtectionStatus.CopyLate, ProtectionStatus.NoCopy, ProtectionStatus.OptInOff, ProtectionStatus.NotSelected,
    ];

    private ProtectionQuery _query = new();

    /// <summary>The key of the tag that marks what belongs to a backup set.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string TagKey { get; set; } = "ABS";

    /// <summary>Only databases of these statuses.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public ProtectionStatus[]? Status { get; set; }

    /// <summary>Only databases that are not protected, whatever the reason: all statuses but Protected and Pending.</summary>
    [Parameter]
    public SwitchParameter Unprotected { get; set; }

    /// <inheritdoc/>
    private protected override IReadOnlyList<ParameterFault> ReadQuery()
    {
        if (Unprotected && Status is not null)
        {
            return [new ParameterFault(nameof(Unprotected), Strings.UnprotectedAndStatus)];
        }

        _query = new ProtectionQuery { TagKey = TagKey, Resources = Resources, Statuses = Unprotected ? Bad : Status ?? [] };
        return ProtectionQueryValidator.Validate(_query);
    }

    /// <inheritdoc/>
    private protected override SoughtNames? Seek(string? region)
    {
        var sought = new SoughtNames(_query.Resources, []) { Region = region };
        _query = _query with { Sought = sought };
        return sought;
    }

    /// <inheritdoc/>
    private protected override Task<WorkOutcome<IReadOnlyList<ProtectedResourceInfo>>> ReadAsync(BackupEngine engine, AccountTarget target, IReadOnlyList<string> piped, IWorkObserver observer, CancellationToken cancellationToken)
        => engine.GetProtectionAsync(target, piped.Count == 0 ? _query : _query with { Resources = piped }, observer, cancellationToken);
}
