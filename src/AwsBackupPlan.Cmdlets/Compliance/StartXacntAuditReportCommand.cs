using System.Management.Automation;
using AwsBackupPlan.Cmdlets.Completion;
using AwsBackupPlan.Cmdlets.Fleet;
using AwsBackupPlan.Engine;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Compliance.Audit;
using AwsBackupPlan.Engine.Fleet;

namespace AwsBackupPlan.Cmdlets.Compliance;

/// <summary>Has AWS Backup Audit Manager make reports now, waits for them, and writes their rows as objects, read from the bucket that they go to.</summary>
/// <remarks>
/// <para>Reports are made by the report plans of backup sets, those that New-XacntBackupAudit has made: of all, or of those that -ReportPlanName and -ReportTemplate name. The primary Region is looked into, and those that
/// -CopyRegion names. A report that is being made already is waited for, and no second one is begun: the command that was interrupted can be run again.</para>
/// <para>Each row is an object with AccountId, AbsName, Region, ReportPlanName, Template, ReportJobId, S3Uri and the columns of the report, such as ControlName and ResourceComplianceStatus. A column that is called
/// like one of those begins with Reported. Rows come as they are read, however long the file is; where a report is there as CSV and as JSON, the latter is read. What is in the files was written by others: control
/// characters in it are made harmless, and what is no report, or not all of one, is an error.</para>
/// <para>Without -TimeoutSeconds it waits for 24 hours at most. -NoWait only begins the reports, and writes their jobs. A report that fails is an error with AWS's message and what to do, and the others go on.</para>
/// </remarks>
/// <example>
///   <summary>Which resources do not comply, by Audit Manager?</summary>
///   <code>Start-XacntAuditReport -AccountId 222222222222 -AbsName payroll -ReportTemplate RESOURCE_COMPLIANCE_REPORT | Where-Object ResourceComplianceStatus -eq NON_COMPLIANT</code>
/// </example>
/// <example>
///   <summary>Writes the reports of a fleet into a file.</summary>
///   <code>Import-Csv accounts.csv | Get-XacntBackupAudit | Start-XacntAuditReport -ReportTemplate CONTROL_COMPLIANCE_REPORT | Export-Csv controls.csv</code>
/// </example>
/// <example>
///   <summary>Begins the reports and goes on with something else.</summary>
///   <code>$jobs = Start-XacntAuditReport -AccountId 222222222222 -AbsName payroll -NoWait
/// $jobs | Format-Table ReportPlanName, ReportJobId, Status</code>
/// </example>
[Cmdlet(VerbsLifecycle.Start, "XacntAuditReport", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(AuditReportRow), typeof(AuditReportJob))]
public sealed class StartXacntAuditReportCommand : FleetCommand<string>
{
    private AuditReportOptions _options = new();

    /// <summary>The key of the tag that marks what belongs to a backup set.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string TagKey { get; set; } = "ABS";

    /// <summary>Only of these report plans: names or wildcard patterns, compared without case.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ReportPlanNameCompleter))]
    public string[]? ReportPlanName { get; set; }

    /// <summary>Only these reports: RESOURCE_COMPLIANCE_REPORT, CONTROL_COMPLIANCE_REPORT, BACKUP_JOB_REPORT, COPY_JOB_REPORT, RESTORE_JOB_REPORT, SCAN_JOB_REPORT.</summary>
    [Parameter]
    [Alias("Template")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ReportTemplateCompleter))]
    public string[]? ReportTemplate { get; set; }

    /// <summary>Only begins the reports, and writes their jobs; the same command without it waits for those that go on and reads them.</summary>
    [Parameter]
    public SwitchParameter NoWait { get; set; }

    /// <summary>A text of your choice, such as a ticket's number: the command run again with it begins no report twice, and reads the one of the first time. Without it a run begins a report unless one goes on.</summary>
    [Parameter]
    public string? IdempotencyToken { get; set; }

    /// <inheritdoc/>
    private protected override TargetRules Rules => new(DefaultAbsName: "*", AllowsWildcards: true, NeedsCopyRegions: false);

    /// <inheritdoc/>
    /// <remarks>Above the time that the waiting itself keeps, and after which it says what has not ended.</remarks>
    private protected override TimeSpan? WorkTimeout => base.WorkTimeout + TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    private protected override string StopAdvice => Strings.ReportsGoOn;

    /// <inheritdoc/>
    private protected override IReadOnlyList<ParameterFault> ReadOptions()
    {
        _options = new AuditReportOptions
        {
            TagKey = TagKey,
            ReportPlanNames = ReportPlanName ?? [],
            Templates = [.. (ReportTemplate ?? []).Select(static template => template.ToUpperInvariant())],
            NoWait = NoWait,
            Timeout = base.WorkTimeout,
            IdempotencyToken = IdempotencyToken,
        };
        return AuditReportOptionsValidator.Validate(_options);
    }

    /// <inheritdoc/>
    private protected override Task<WorkOutcome<string>> WorkAsync(BackupEngine engine, AccountTarget target, IWorkObserver observer, CancellationToken cancellationToken)
        => engine.ReportAuditAsync(target, _options, (IResultSink)observer, observer, cancellationToken);

    /// <inheritdoc/>
    private protected override void WriteFound(IReadOnlyList<object> results)
    {
        foreach (var result in results)
        {
            WriteObject(result is AuditReportRow row ? RowObject.Of(row) : result);
        }
    }

    /// <inheritdoc/>
    private protected override string OutcomeWord(string result) => result;

    /// <inheritdoc/>
    /// <remarks>The rows have been written as they came.</remarks>
    private protected override void WriteOutput(string result)
    {
    }

    /// <inheritdoc/>
    private protected override string? Failed(AccountTarget target, AccountFailure failure) => null;
}
