using System.Management.Automation;
using AwsBackupPlan.Cmdlets.Fleet;
using AwsBackupPlan.Engine;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Compliance;
using AwsBackupPlan.Engine.Deployment;
using AwsBackupPlan.Engine.Fleet;

namespace AwsBackupPlan.Cmdlets.Compliance;

/// <summary>Judges accounts by controls, now and without AWS Config: are the databases backed up, copied, encrypted, kept long enough, and is what protects them still in place?</summary>
/// <remarks>
/// <para>The controls are those of AWS Backup Audit Manager, under their names there, and some of the module's own, whose names begin with XACNT_; docs/compliance.md says of each what it asks for,
/// by what it judges, and where it differs from Audit Manager. Without -Policy all are judged but those for copies to other accounts and for logically air-gapped vaults.</para>
/// <para>Each account has one report as soon as it is judged. Every finding has its evidence and the command that puts it right. What could not be read is a finding of status ERROR, and never
/// COMPLIANT; it counts against the score.</para>
/// <para>An exemption of the policy has a reason, an owner and a last day. A finding that it covers does not count; when it has expired, that is a finding itself.</para>
/// </remarks>
/// <example>
///   <summary>What is to be done in an account?</summary>
///   <code>(Get-BackupComplianceReport -AccountId 222222222222).Findings | Where-Object IsOpen | Format-List Control, ResourceName, Evidence, Remedy</code>
/// </example>
/// <example>
///   <summary>Fails a pipeline on findings of severity High and above, with a policy of its own.</summary>
///   <code>Import-Csv accounts.csv | Get-BackupComplianceReport -Policy policy.json -FailOn High -ErrorAction Stop</code>
/// </example>
/// <example>
///   <summary>What is new since last week?</summary>
///   <code>(Import-Csv accounts.csv | Get-BackupComplianceReport -Baseline lastweek.json).Findings | Where-Object IsNew</code>
/// </example>
/// <example>
///   <summary>Where does Audit Manager say something else?</summary>
///   <code>(Get-BackupComplianceReport -AccountId 222222222222 -Source Both).Findings | Where-Object Disagrees | Format-List Control, ResourceName, Status, AuditStatus, AuditEvidence</code>
/// </example>
[Cmdlet(VerbsCommon.Get, "BackupComplianceReport")]
[OutputType(typeof(ComplianceReport))]
public sealed class GetBackupComplianceReportCommand : ControlledCommand<ComplianceReport>
{
    private ComplianceOptions _options = new();

    /// <summary>How many days of jobs the job success rate looks back on, 1 to 30. Without it: what the policy says, or 7.</summary>
    [Parameter]
    [ValidateRange(1, 30)]
    public int? Days { get; set; }

    /// <summary>Who judges: Live, the module itself, now; AuditManager, AWS Backup Audit Manager, by the newest finished reports of the backup sets' report plans; Both, the module, with what Audit Manager says beside each finding.</summary>
    [Parameter]
    public ComplianceSource Source { get; set; }

    /// <summary>An account with an open finding of this severity, or a severer one, has an error as well, so that a pipeline can fail on it.</summary>
    [Parameter]
    [ValidateNotNull]
    public ComplianceSeverity? FailOn { get; set; }

    /// <summary>The JSON file of an earlier run: IsNew of a finding then tells whether it was there already, and Fixed of a report has what is there no more.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Baseline { get; set; }

    /// <summary>The key of the tag that marks what belongs to a backup set.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string TagKey { get; set; } = "ABS";

    /// <summary>The SSM parameter that holds the plan document of each account, against which drift is judged.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string PlanParameterName { get; set; } = "/backupprocess/backupplan";

    /// <summary>The KMS alias that backup sets are to be encrypted with. Without it: the ABS name with -key behind it.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? KeyAlias { get; set; }

    /// <summary>The role that AWS Backup is to assume, by name or ARN.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string BackupRoleName { get; set; } = "AWSBackup-Custom";

    /// <inheritdoc/>
    /// <remarks>The plans say where copies go.</remarks>
    private protected override TargetRules Rules => new(DefaultAbsName: "*", AllowsWildcards: true, NeedsCopyRegions: false);

    /// <inheritdoc/>
    private protected override string? TimeoutRemedy(AccountTarget target) => Strings.TimedOutReading;

    /// <inheritdoc/>
    private protected override IReadOnlyList<ParameterFault> ReadOptions()
    {
        var faults = new List<ParameterFault>();
        var policy = ReadPolicy(faults, Days);
        var baseline = ReadBaseline(faults);
        var deployment = new DeploymentOptions { TagKey = TagKey, PlanParameterName = PlanParameterName, KeyAlias = KeyAlias, BackupRoleName = BackupRoleName };
        faults.AddRange(DeploymentOptionsValidator.Validate(deployment));
        if (faults.Count == 0)
        {
            _options = new ComplianceOptions { Policy = policy!, Source = Source, Deployment = deployment, FailOn = FailOn, Baseline = baseline };
            if (!_options.Policy.HasControls)
            {
                faults.Add(new ParameterFault(ParameterOfNoControls(ofAuditManager: false), Strings.NoControls));
            }
        }

        return faults;
    }

    /// <inheritdoc/>
    private protected override Task<WorkOutcome<ComplianceReport>> WorkAsync(BackupEngine engine, AccountTarget target, IWorkObserver observer, CancellationToken cancellationToken)
        => engine.ReportComplianceAsync(target, _options, observer, cancellationToken);

    /// <inheritdoc/>
    private protected override string OutcomeWord(ComplianceReport result) => result.Status switch
    {
        "COMPLIANT" => "compliant",
        "NON_COMPLIANT" => "not compliant",
        "ERROR" => "not read in full",
        _ => "with nothing to judge",
    };

    /// <inheritdoc/>
    private protected override ComplianceReport Failed(AccountTarget target, AccountFailure failure) => FailedResults.OfReport(target, failure, TimeProvider.System.GetUtcNow());

    private ComplianceBaseline? ReadBaseline(List<ParameterFault> faults)
    {
        if (Baseline is null)
        {
            return null;
        }

        try
        {
            return ComplianceBaseline.Parse(InputFile.Read(this, Baseline));
        }
        catch (Exception exception) when (exception is FormatException || InputFile.IsUnreadable(exception))
        {
            faults.Add(new ParameterFault(nameof(Baseline), Strings.UnreadableFile(Baseline, exception.Message)));
            return null;
        }
    }
}
