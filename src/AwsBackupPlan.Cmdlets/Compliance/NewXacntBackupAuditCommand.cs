using System.Management.Automation;
using AwsBackupPlan.Cmdlets.Completion;
using AwsBackupPlan.Cmdlets.Fleet;
using AwsBackupPlan.Cmdlets.Plans;
using AwsBackupPlan.Engine;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Compliance.Audit;
using AwsBackupPlan.Engine.Fleet;
using AwsBackupPlan.Engine.Plans;

namespace AwsBackupPlan.Cmdlets.Compliance;

/// <summary>Has AWS Backup Audit Manager hold backup sets against controls: makes a framework and report plans, or brings those that are there to what is wanted.</summary>
/// <remarks>
/// <para>The framework has those of Audit Manager's controls that are judged (-Policy, -Control, -ExcludeControl), with their parameters, for everything that carries the tag of the backup set; -ResourceType names
/// types of resources instead. With -BucketName reports go to a bucket of Amazon S3 every 24 hours. A second run writes nothing.</para>
/// <para>It is done in the primary Region, and in the Regions that -CopyRegion names: there only the controls of recovery points are used, since databases and plans are elsewhere.
/// What an earlier run made in a Region that is not named any more stays, and goes on costing: Remove-XacntBackupAudit -CopyRegion removes it.</para>
/// <para>Audit Manager takes no two frameworks with the same controls and parameters in a Region, so that two backup sets of one account and Region cannot both be audited by the same policy. Make one framework for the
/// Region with -ResourceType RDS,Aurora, or give one of them other controls (-Control, -ExcludeControl) or another parameter (-ControlParameter).</para>
/// <para>Audit Manager knows only what AWS Config records, and without a recorder no framework can be deployed. This command warns of that, and does not switch it on, because it costs: AWS bills
/// what is recorded and each evaluation of a control. Get-BackupComplianceReport judges the same controls without AWS Config, at once.</para>
/// </remarks>
/// <example>
///   <summary>Shows what would be made in an account.</summary>
///   <code>New-XacntBackupAudit -AccountId 222222222222 -AbsName payroll -BucketName audit-reports -WhatIf</code>
/// </example>
/// <example>
///   <summary>Audits the accounts of a file, with a bucket in each account.</summary>
///   <code>Import-Csv accounts.csv | New-XacntBackupAudit -Policy policy.json -BucketName 'audit-{AccountId}-{Region}' -Prefix '{AbsName}'</code>
/// </example>
/// <example>
///   <summary>Audits two controls alone, one of them with another parameter.</summary>
///   <code>New-XacntBackupAudit -AccountId 222222222222 -AbsName payroll -Control BACKUP_RECOVERY_POINT_ENCRYPTED, BACKUP_RECOVERY_POINT_MINIMUM_RETENTION_CHECK -ControlParameter @{ BACKUP_RECOVERY_POINT_MINIMUM_RETENTION_CHECK = @{ requiredRetentionDays = 30 } }</code>
/// </example>
[Cmdlet(VerbsCommon.New, "XacntBackupAudit", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(BackupAuditResult))]
public sealed class NewXacntBackupAuditCommand : ControlledCommand<IReadOnlyList<BackupAuditResult>>
{
    private AuditOptions _options = new();

    /// <summary>The key of the tag that marks what belongs to the backup set, and by which controls find what they judge.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string TagKey { get; set; } = "ABS";

    /// <summary>Judges all resources of these types in the Region, such as RDS and Aurora, instead of what carries the tag. Controls of plans, vaults and recovery points then judge all of them.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ResourceTypeCompleter))]
    public string[]? ResourceType { get; set; }

    /// <summary>The bucket that reports go to; {AccountId} and {Region} in it stand for those. Its policy has to let AWS Backup write. Without it report plans are left as they are.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? BucketName { get; set; }

    /// <summary>The folder in the bucket; {AccountId}, {Region} and {AbsName} in it stand for those. It wants -BucketName.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Prefix { get; set; }

    /// <summary>
    /// What is reported: RESOURCE_COMPLIANCE_REPORT, CONTROL_COMPLIANCE_REPORT, BACKUP_JOB_REPORT, COPY_JOB_REPORT, RESTORE_JOB_REPORT, SCAN_JOB_REPORT. Without it the first two. A report plan
    /// of the backup set for another one is deleted. It wants -BucketName.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ReportTemplateCompleter))]
    public string[]? ReportTemplate { get; set; }

    /// <summary>The forms of the reports: CSV, JSON. Without it both. It wants -BucketName.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ReportFormatCompleter))]
    public string[]? ReportFormat { get; set; }

    /// <summary>Asks for no confirmation, whatever $ConfirmPreference is. -WhatIf still only tells.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    /// <remarks>A Region costs, so none is audited that nobody named.</remarks>
    private protected override TargetRules Rules => new(NeedsCopyRegions: false);

    /// <inheritdoc/>
    /// <remarks>Above the time that the work itself keeps, and after which it says what is still going on.</remarks>
    private protected override TimeSpan? WorkTimeout => TimeoutSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) + TimeSpan.FromMinutes(1) : null;

    /// <inheritdoc/>
    private protected override bool IsForced => Force;

    /// <inheritdoc/>
    private protected override IReadOnlyList<ParameterFault> ReadOptions()
    {
        var faults = new List<ParameterFault>();
        if (ReadPolicy(faults) is not { } policy)
        {
            return faults;
        }

        _options = new AuditOptions
        {
            TagKey = TagKey,
            Policy = policy,
            ResourceTypes = [.. (ResourceType ?? []).Select(static type => ResourceTypes.Find(type) ?? type)],
            BucketName = BucketName,
            Prefix = Prefix,
            Templates = ReportTemplate is { } templates ? [.. templates.Select(static template => template.ToUpperInvariant())] : AuditTemplates.OfCompliance,
            Formats = ReportFormat is { } formats ? [.. formats.Select(static format => format.ToUpperInvariant()).Distinct(StringComparer.Ordinal)] : AuditTemplates.Formats,
            Timeout = TimeoutSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : new AuditOptions().Timeout,
        };
        if (BucketName is null)
        {
            AddIfGiven(faults, nameof(ReportTemplate), ReportTemplate);
            AddIfGiven(faults, nameof(ReportFormat), ReportFormat);
        }

        foreach (var fault in AuditOptionsValidator.Validate(_options))
        {
            faults.Add(string.Equals(fault.ParameterName, nameof(Control), StringComparison.Ordinal) ? fault with { ParameterName = ParameterOfNoControls(ofAuditManager: true) } : fault);
        }

        return faults;
    }

    private static void AddIfGiven(List<ParameterFault> faults, string parameter, string[]? given)
    {
        if (given is not null)
        {
            faults.Add(new ParameterFault(parameter, Strings.NoBucketForReports));
        }
    }

    /// <inheritdoc/>
    private protected override Task<WorkOutcome<IReadOnlyList<BackupAuditResult>>> WorkAsync(BackupEngine engine, AccountTarget target, IWorkObserver observer, CancellationToken cancellationToken)
        => engine.AuditAsync(target, _options, observer, cancellationToken);

    /// <inheritdoc/>
    /// <remarks>An account has one word for all its Regions: what has to be looked at first.</remarks>
    private protected override string OutcomeWord(IReadOnlyList<BackupAuditResult> result)
        => result.Any(static audit => audit.Status == BackupAuditStatus.Failed) ? FleetTally.Failed
            : result.Any(static audit => audit.Status == BackupAuditStatus.Blocked) ? "blocked"
            : result.Any(static audit => audit.Status == BackupAuditStatus.Declined) ? "declined"
            : result.Any(static audit => audit.Status == BackupAuditStatus.WhatIf) ? "to be changed"
            : result.Any(static audit => audit.Status == BackupAuditStatus.Changed) ? "changed"
            : "unchanged";

    /// <inheritdoc/>
    private protected override IReadOnlyList<BackupAuditResult> Failed(AccountTarget target, AccountFailure failure) => FailedResults.OfAudit(target, failure);
}
