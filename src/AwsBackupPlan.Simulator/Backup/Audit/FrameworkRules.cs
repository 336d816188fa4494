using System.Text.Json.Nodes;
using AwsBackupPlan.Simulator.Backup.Wire;

namespace AwsBackupPlan.Simulator.Backup.Audit;

/// <summary>What Audit Manager takes as controls of a framework.</summary>
internal static class FrameworkRules
{
    private const int MostResourceIds = 1;

    /// <summary>Checks controls; <see langword="null"/> where there are none and none are needed.</summary>
    public static IReadOnlyList<JsonObject>? Check(JsonObject body, bool isRequired)
    {
        AuditRules.Description(body.Text("FrameworkDescription"), "FrameworkDescription");
        if (!body.ContainsKey("FrameworkControls"))
        {
            return isRequired ? throw BackupErrors.MissingParameter("FrameworkControls") : null;
        }

        JsonObject[] controls = [.. body.Structures("FrameworkControls").Select(static control => (JsonObject)control.DeepClone())];
        if (controls.Length == 0)
        {
            throw BackupErrors.InvalidParameter("Invalid FrameworkControls. A framework must contain at least one control.");
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var control in controls)
        {
            var name = control.Text("ControlName") ?? throw BackupErrors.MissingParameter("ControlName");
            var known = AuditControl.Find(name) ?? throw BackupErrors.InvalidParameter($"Invalid control name '{name}'.");
            if (!names.Add(name))
            {
                throw BackupErrors.InvalidParameter($"The control {name} is there twice.");
            }

            CheckParameters(known, control);
            CheckScope(known, control.Structure("ControlScope"));
        }

        return controls;
    }

    private static void CheckParameters(AuditControl known, JsonObject control)
    {
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var parameter in control.Structures("ControlInputParameters"))
        {
            var name = parameter.Text("ParameterName") ?? throw BackupErrors.MissingParameter("ParameterName");
            if (!known.Parameters.Any(one => string.Equals(one.Name, name, StringComparison.Ordinal)))
            {
                throw BackupErrors.InvalidParameter($"Invalid parameter '{name}' of control {known.Name}.");
            }

            if (!given.TryAdd(name, parameter.Text("ParameterValue") ?? throw BackupErrors.MissingParameter("ParameterValue")))
            {
                throw BackupErrors.InvalidParameter($"The parameter '{name}' of control {known.Name} is there twice.");
            }
        }

        foreach (var (name, value) in given)
        {
            if (value.Length == 0)
            {
                throw BackupErrors.InvalidParameter($"Invalid value of parameter '{name}' of control {known.Name}: it is empty.");
            }

            if (known.Parameters.Single(one => string.Equals(one.Name, name, StringComparison.Ordinal)).Fault(value, given) is { } fault)
            {
                throw BackupErrors.InvalidParameter($"Invalid value '{value}' of parameter '{name}' of control {known.Name}: {fault}.");
            }
        }
    }

    private static void CheckScope(AuditControl control, JsonObject? scope)
    {
        if (scope is null)
        {
            return;
        }

        var (ids, types, tags) = (scope.Texts("ComplianceResourceIds"), scope.Texts("ComplianceResourceTypes"), scope.TextMap("Tags"));
        var fault = tags.Count > 1 ? "a scope can have one tag"
            : tags.Count == 1 && (ids.Count > 0 || types.Count > 0) ? "a scope has a tag, or types of resources"
            : scope.ContainsKey("ComplianceResourceIds") && ids.Count != MostResourceIds ? "a scope can name one resource"
            : ids.Count > 0 && types.Count != 1 ? "one resource goes with its type"
            : types.Count > 0 && !control.TakesResourceTypes && !(types is [var only] && string.Equals(only, control.Governed, StringComparison.Ordinal)) ? "the control does not judge resources of that type"
            : null;
        if (fault is not null)
        {
            throw BackupErrors.InvalidParameter($"Invalid scope of control {control.Name}: {fault}.");
        }
    }
}
