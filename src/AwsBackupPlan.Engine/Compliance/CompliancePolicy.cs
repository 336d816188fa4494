using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Compliance.Controls;

namespace AwsBackupPlan.Engine.Compliance;

/// <summary>Which controls are judged, by what, and what is put up with.</summary>
public sealed class CompliancePolicy
{
    private readonly Dictionary<string, ControlSettings> _controls;

    internal CompliancePolicy(IEnumerable<ControlSettings> controls, IReadOnlyList<PolicyExemption> exemptions)
    {
        _controls = ControlCatalog.All.ToDictionary(static control => control.Name, ControlSettings.DefaultOf, StringComparer.Ordinal);
        foreach (var settings in controls)
        {
            _controls[settings.Control.Name] = settings;
        }

        Exemptions = exemptions;
    }

    /// <summary>The controls as they are without a policy.</summary>
    public static CompliancePolicy Default { get; } = new([], []);

    /// <summary>The names of all controls.</summary>
    public static IReadOnlyList<string> ControlNames { get; } = [.. ControlCatalog.All.Select(static control => control.Name)];

    /// <summary>Whether any control is judged.</summary>
    public bool HasControls => Enabled.Any();

    /// <summary>Whether any control of Audit Manager is judged.</summary>
    public bool HasControlsOfAuditManager => Enabled.Any(static settings => settings.Control.IsOfAuditManager);

    /// <summary>What is put up with.</summary>
    internal IReadOnlyList<PolicyExemption> Exemptions { get; }

    /// <summary>The controls that are judged.</summary>
    internal IEnumerable<ControlSettings> Enabled => ControlCatalog.All.Select(control => _controls[control.Name]).Where(static settings => settings.IsEnabled);

    /// <summary>Reads a policy.</summary>
    /// <param name="json">The document.</param>
    /// <exception cref="CompliancePolicyException">It is not one: it tells every fault with its path.</exception>
    public static CompliancePolicy Parse(string json)
    {
        var reader = CompliancePolicyReader.OfPolicy(json);
        return reader.Faults.Count == 0 ? new CompliancePolicy(reader.Controls, reader.Exemptions) : throw new CompliancePolicyException(reader.Faults);
    }

    /// <summary>The policy with parameters in place of what it says of them. A control that is named is judged.</summary>
    /// <param name="json">An object with the names of controls, each with an object of its parameters.</param>
    /// <exception cref="CompliancePolicyException">It is not one: it tells every fault with its path.</exception>
    public CompliancePolicy WithParameters(string json)
    {
        var reader = CompliancePolicyReader.OfParameters(json);
        return reader.Faults.Count == 0
            ? new CompliancePolicy([.. _controls.Values, .. reader.Controls.Select(given => _controls[given.Control.Name].With(given.Given) with { IsEnabled = true, GivenForRun = [.. given.Given.Keys] })], Exemptions)
            : throw new CompliancePolicyException(reader.Faults);
    }

    /// <summary>The policy with the controls alone that are named, and with what is given for single ones in place of what it says of them.</summary>
    /// <param name="only">The names of the controls that are judged, or wildcard patterns; those that the policy switches on when empty.</param>
    /// <param name="without">The names of controls that are not, or wildcard patterns.</param>
    /// <param name="days">How many days of jobs are looked back; as the policy says when <see langword="null"/>.</param>
    public CompliancePolicy With(IReadOnlyList<string> only, IReadOnlyList<string> without, int? days)
    {
        var (wanted, unwanted) = (Patterns(only), Patterns(without));
        return new CompliancePolicy(_controls.Values.Select(settings => Days(settings, days) with
        {
            IsEnabled = (wanted.Count == 0 ? settings.IsEnabled : wanted.Exists(pattern => pattern.IsMatch(settings.Control.Name))) && !unwanted.Exists(pattern => pattern.IsMatch(settings.Control.Name)),
        }), Exemptions);
    }

    /// <summary>What is wrong with the name of a control, or a wildcard pattern of names: it has to fit one at least. Nothing when <see langword="null"/>.</summary>
    public static string? FaultOfName(string name) =>
        AbsNamePattern.Fault(name)
        ?? (ControlNames.Any(AbsNamePattern.Parse(name, ignoresCase: true).IsMatch) ? null : $"'{name}' is no control.{(Spelling.Nearest(name, [.. ControlNames]) is { } meant ? $" Did you mean '{meant}'?" : " docs/compliance.md lists them.")}");

    private static List<AbsNamePattern> Patterns(IReadOnlyList<string> names) => [.. names.Select(static name => AbsNamePattern.Parse(name, ignoresCase: true))];

    private static ControlSettings Days(ControlSettings settings, int? days)
        => days is { } number && settings.Control is JobSuccessRate ? settings.With([new(JobSuccessRate.Days, (long)number)]) : settings;
}
