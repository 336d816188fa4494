using System.Management.Automation;
using AwsBackupPlan.Cmdlets.Fleet;
using AwsBackupPlan.Engine;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Compliance.Audit;
using AwsBackupPlan.Engine.Fleet;
using AwsBackupPlan.Engine.Teardown;

namespace AwsBackupPlan.Cmdlets.Compliance;

/// <summary>Removes the audits of backup sets: their report plans, then their framework, waiting until they are gone.</summary>
/// <remarks>
/// <para>Only what carries the tag of the backup set is removed, in the primary Region and in those that -CopyRegion names: a framework in another Region stays, and goes on costing. Reports that were written stay in their bucket; AWS Config goes on recording.</para>
/// <para>A framework that somebody else's report plan reports on cannot be deleted: the error says so.</para>
/// </remarks>
/// <example>
///   <summary>Removes the audit of a backup set; it asks first.</summary>
///   <code>Remove-XacntBackupAudit -AccountId 222222222222 -AbsName payroll</code>
/// </example>
/// <example>
///   <summary>Removes all audits of an account without a question.</summary>
///   <code>Get-XacntBackupAudit -AccountId 222222222222 | Remove-XacntBackupAudit -Force</code>
/// </example>
/// <example>
///   <summary>Sees what would be removed in both Regions.</summary>
///   <code>Remove-XacntBackupAudit -AccountId 222222222222 -AbsName payroll -CopyRegion us-east-2 -WhatIf</code>
/// </example>
[Cmdlet(VerbsCommon.Remove, "XacntBackupAudit", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(BackupAuditResult))]
public sealed class RemoveXacntBackupAuditCommand : FleetCommand<IReadOnlyList<BackupAuditResult>>
{
    private AuditOptions _options = new();

    /// <summary>The key of the tag that marks what belongs to the backup set. Nothing without it is removed.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string TagKey { get; set; } = "ABS";

    /// <summary>Asks for no confirmation. -WhatIf still only tells.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    private protected override TargetRules Rules => new(NeedsCopyRegions: false);

    /// <inheritdoc/>
    /// <remarks>Above the time that the work itself keeps, and after which it says what is still going on.</remarks>
    private protected override TimeSpan? WorkTimeout => TimeoutSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) + TimeSpan.FromMinutes(1) : null;

    /// <inheritdoc/>
    private protected override bool IsForced => Force;

    /// <inheritdoc/>
    private protected override IReadOnlyList<ParameterFault> ReadOptions()
    {
        _options = new AuditOptions { TagKey = TagKey, Timeout = TimeoutSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : new AuditOptions().Timeout };
        return TeardownOptionsValidator.Validate(new TeardownOptions { TagKey = TagKey });
    }

    /// <inheritdoc/>
    private protected override Task<WorkOutcome<IReadOnlyList<BackupAuditResult>>> WorkAsync(BackupEngine engine, AccountTarget target, IWorkObserver observer, CancellationToken cancellationToken)
        => engine.RemoveAuditAsync(target, _options, observer, cancellationToken);

    /// <inheritdoc/>
    /// <remarks>An account has one word for all its Regions: what has to be looked at first.</remarks>
    private protected override string OutcomeWord(IReadOnlyList<BackupAuditResult> result)
        => result.Any(static audit => audit.Status == BackupAuditStatus.Failed) ? FleetTally.Failed
            : result.Any(static audit => audit.Status == BackupAuditStatus.Declined) ? "declined"
            : result.Any(static audit => audit.Status == BackupAuditStatus.WhatIf) ? "to be removed"
            : result.Any(static audit => audit.Status == BackupAuditStatus.Removed) ? "removed"
            : "with nothing to remove";

    /// <inheritdoc/>
    private protected override IReadOnlyList<BackupAuditResult> Failed(AccountTarget target, AccountFailure failure) => FailedResults.OfAudit(target, failure);
}
