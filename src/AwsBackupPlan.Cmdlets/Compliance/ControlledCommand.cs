using System.Collections;
using System.Management.Automation;
using AwsBackupPlan.Cmdlets.Fleet;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Compliance;

namespace AwsBackupPlan.Cmdlets.Compliance;

/// <summary>A cmdlet that takes controls: from a policy file, by name, and with parameters on the command line.</summary>
/// <typeparam name="TResult">What it gives for an account.</typeparam>
public abstract class ControlledCommand<TResult> : FleetCommand<TResult>
    where TResult : class
{
    /// <summary>A policy: a JSON file that says which controls are judged, with what parameters and severities, and what is exempt. Its schema is compliance-policy.schema.json in the module's folder. Severities and exemptions are the module's own: Audit Manager knows none.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Policy { get; set; }

    /// <summary>Only these controls, whether or not the policy judges them: names or wildcard patterns. Those whose names begin with XACNT_ are not Audit Manager's.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ControlCompleter))]
    public string[]? Control { get; set; }

    /// <summary>Not these controls: names or wildcard patterns.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ControlCompleter))]
    public string[]? ExcludeControl { get; set; }

    /// <summary>Parameters of controls, in place of what the policy says of them: @{ BACKUP_RECOVERY_POINT_MINIMUM_RETENTION_CHECK = @{ requiredRetentionDays = 14 } }. A control that is named here is judged.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public IDictionary? ControlParameter { get; set; }

    /// <summary>The controls that the parameters mean; <see langword="null"/> where they are wrong, which is then among the faults.</summary>
    /// <param name="faults">Takes what is wrong.</param>
    /// <param name="days">How many days of jobs are looked back on; as the policy says when <see langword="null"/>.</param>
    private protected CompliancePolicy? ReadPolicy(List<ParameterFault> faults, int? days = null)
    {
        var policy = WithParameters(ReadFile(faults), faults);
        AddUnknown(faults, nameof(Control), Control);
        AddUnknown(faults, nameof(ExcludeControl), ExcludeControl);
        return faults.Count == 0 ? policy!.With(Control ?? [], ExcludeControl ?? [], days) : null;
    }

    /// <summary>Which parameter it is whose fault it is that no control is left.</summary>
    /// <param name="ofAuditManager">Whether controls of Audit Manager are meant.</param>
    private protected string ParameterOfNoControls(bool ofAuditManager)
        => ExcludeControl is not null && ReadPolicyBesideExclusion() is { } whole && (ofAuditManager ? whole.HasControlsOfAuditManager : whole.HasControls) ? nameof(ExcludeControl)
            : Control is null && Policy is not null ? nameof(Policy)
            : nameof(Control);

    private CompliancePolicy? ReadPolicyBesideExclusion()
    {
        var faults = new List<ParameterFault>();
        var policy = WithParameters(ReadFile(faults), faults);
        return faults.Count == 0 ? policy!.With(Control ?? [], [], days: null) : null;
    }

    private CompliancePolicy? ReadFile(List<ParameterFault> faults)
    {
        if (Policy is null)
        {
            return CompliancePolicy.Default;
        }

        try
        {
            return CompliancePolicy.Parse(InputFile.Read(this, Policy));
        }
        catch (Exception exception) when (exception is CompliancePolicyException || InputFile.IsUnreadable(exception))
        {
            faults.Add(new ParameterFault(nameof(Policy), Strings.UnreadableFile(Policy, exception.Message)));
            return null;
        }
    }

    private CompliancePolicy? WithParameters(CompliancePolicy? policy, List<ParameterFault> faults)
    {
        if (ControlParameter is null)
        {
            return policy;
        }

        try
        {
            return (policy ?? CompliancePolicy.Default).WithParameters(JsonInput.ToJson(ControlParameter));
        }
        catch (Exception exception) when (exception is CompliancePolicyException or ValidationMetadataException)
        {
            faults.Add(new ParameterFault(nameof(ControlParameter), exception.Message));
            return null;
        }
    }

    // Names that fit no control would judge nothing, and look like all well.
    private static void AddUnknown(List<ParameterFault> faults, string parameter, string[]? names)
    {
        foreach (var name in names ?? [])
        {
            if (CompliancePolicy.FaultOfName(name) is { } fault)
            {
                faults.Add(new ParameterFault(parameter, fault));
            }
        }
    }
}
