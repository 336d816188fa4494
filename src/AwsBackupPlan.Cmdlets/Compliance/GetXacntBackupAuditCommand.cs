using System.Management.Automation;
using AwsBackupPlan.Cmdlets.Fleet;
using AwsBackupPlan.Engine;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Fleet;
using AwsBackupPlan.Engine.Teardown;

namespace AwsBackupPlan.Cmdlets.Compliance;

/// <summary>Gets the audits of backup sets: frameworks of AWS Backup Audit Manager with their controls, whether they are deployed and AWS Config records, report plans and the last report of each.</summary>
/// <remarks>
/// <para>Only what carries the tag is found: what New-XacntBackupAudit has made. -AbsName can be a wildcard pattern and is * when it is not given. A name without wildcards that is not found
/// is an error; a pattern that matches nothing is not. The primary Region is looked into, and those that -CopyRegion names.</para>
/// <para>What a framework finds no call tells: it is in the files of the reports, whose keys LastKeys has.</para>
/// </remarks>
/// <example>
///   <summary>Lists the audits of an account.</summary>
///   <code>Get-XacntBackupAudit -AccountId 222222222222</code>
/// </example>
/// <example>
///   <summary>Lists the last reports of the accounts of a file.</summary>
///   <code>Import-Csv accounts.csv | Get-XacntBackupAudit | Select-Object -ExpandProperty ReportPlans</code>
/// </example>
/// <example>
///   <summary>Finds the frameworks that are not deployed.</summary>
///   <code>Import-Csv accounts.csv | Get-XacntBackupAudit -CopyRegion us-east-2 | Where-Object DeploymentStatus -ne COMPLETED | Format-List</code>
/// </example>
[Cmdlet(VerbsCommon.Get, "XacntBackupAudit")]
[OutputType(typeof(BackupAuditInfo))]
public sealed class GetXacntBackupAuditCommand : FleetCommand<IReadOnlyList<BackupAuditInfo>>
{
    /// <summary>The key of the tag that marks what belongs to a backup set.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string TagKey { get; set; } = "ABS";

    /// <inheritdoc/>
    private protected override TargetRules Rules => new(DefaultAbsName: "*", AllowsWildcards: true, NeedsCopyRegions: false);

    /// <inheritdoc/>
    private protected override string? TimeoutRemedy(AccountTarget target) => Strings.TimedOutReading;

    /// <inheritdoc/>
    private protected override IReadOnlyList<ParameterFault> ReadOptions() => TeardownOptionsValidator.Validate(new TeardownOptions { TagKey = TagKey });

    /// <inheritdoc/>
    private protected override Task<WorkOutcome<IReadOnlyList<BackupAuditInfo>>> WorkAsync(BackupEngine engine, AccountTarget target, IWorkObserver observer, CancellationToken cancellationToken)
        => engine.GetAuditAsync(target, TagKey, observer, cancellationToken);

    /// <inheritdoc/>
    private protected override string OutcomeWord(IReadOnlyList<BackupAuditInfo> result) => "read";

    /// <inheritdoc/>
    private protected override IReadOnlyList<BackupAuditInfo>? Failed(AccountTarget target, AccountFailure failure) => null;
}
