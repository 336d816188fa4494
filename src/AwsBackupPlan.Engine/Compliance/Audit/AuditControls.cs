using System.Globalization;
using Amazon.Backup.Model;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Compliance.Controls;

namespace AwsBackupPlan.Engine.Compliance.Audit;

/// <summary>Controls as Audit Manager takes them, and their normal form, by which they are compared.</summary>
internal static class AuditControls
{
    /// <summary>The controls of a framework in a Region: in those of the copies only what judges vaults and recovery points, since databases and plans are elsewhere.</summary>
    public static IReadOnlyList<FrameworkControl> Of(AuditOptions options, AccountTarget target, string region)
    {
        var isPrimary = string.Equals(region, target.Region, StringComparison.Ordinal);
        return [.. options.Policy.Enabled.Where(settings => settings.Control.IsOfAuditManager && (isPrimary || JudgesVaults(settings.Control))).Select(settings => Of(settings, options, target.AbsName))];
    }

    /// <summary>Each control in words, by its name.</summary>
    public static SortedDictionary<string, string> NormalForm(IEnumerable<FrameworkControl> controls)
    {
        var form = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var control in controls)
        {
            form[control.ControlName] = string.Join("; ", [.. Parameters(control), Scope(control.ControlScope) is { Length: > 0 } scope ? scope : "all of the Region"]);
        }

        return form;
    }

    /// <summary>The parameters of a control, sorted, with those that it has by default.</summary>
    public static IReadOnlyList<string> Parameters(FrameworkControl control)
    {
        var values = (ControlCatalog.Find(control.ControlName)?.Parameters ?? [])
            .Select(static parameter => (parameter.Name, Value: Text(parameter.Default)))
            .Where(static parameter => parameter.Value.Length > 0)
            .ToDictionary(static parameter => parameter.Name, static parameter => parameter.Value, StringComparer.Ordinal);
        foreach (var parameter in control.ControlInputParameters ?? [])
        {
            values[parameter.ParameterName] = string.Join(",", parameter.ParameterValue.Split(',').Select(static item => item.Trim()).OrderBy(static item => item, StringComparer.Ordinal));
        }

        return [.. values.OrderBy(static value => value.Key, StringComparer.Ordinal).Select(static value => $"{value.Key}={value.Value}")];
    }

    /// <summary>What a control judges, in words; empty for all of the Region.</summary>
    public static string Scope(ControlScope? scope)
    {
        var parts = new List<string>();
        if (scope?.Tags is { Count: > 0 } tags)
        {
            parts.Add($"tag {string.Join(", ", tags.OrderBy(static tag => tag.Key, StringComparer.Ordinal).Select(static tag => $"{tag.Key}={tag.Value}"))}");
        }

        if (scope?.ComplianceResourceTypes is { Count: > 0 } types)
        {
            parts.Add($"types {string.Join(", ", types.OrderBy(static type => type, StringComparer.Ordinal))}");
        }

        if (scope?.ComplianceResourceIds is { Count: > 0 } ids)
        {
            parts.Add($"resource {string.Join(", ", ids)}");
        }

        return string.Join(", ", parts);
    }

    private static FrameworkControl Of(ControlSettings settings, AuditOptions options, string absName) => new()
    {
        ControlName = settings.Control.Name,
        ControlInputParameters =
        [
            .. settings.Control.Parameters
                .Select(parameter => new ControlInputParameter { ParameterName = parameter.Name, ParameterValue = Text(settings.Given.TryGetValue(parameter.Name, out var given) ? given : parameter.Default) })
                // An empty list means the same as none, and is refused.
                .Where(static parameter => parameter.ParameterValue.Length > 0),
        ],
        ControlScope = options.ResourceTypes.Count == 0
            ? new ControlScope { Tags = new Dictionary<string, string>(StringComparer.Ordinal) { [options.TagKey] = absName } }
            : JudgesDatabases(settings.Control) ? new ControlScope { ComplianceResourceTypes = [.. options.ResourceTypes] } : null,
    };

    private static string Text(object? value) => value switch
    {
        null => string.Empty,
        IEnumerable<string> list => string.Join(",", list.OrderBy(static item => item, StringComparer.Ordinal)),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    /// <summary>Whether a control judges vaults and recovery points, which are in the Regions of copies, too.</summary>
    public static bool JudgesVaults(Control control) => control is PointMinimumRetention or PointEncrypted or PointManualDeletionDisabled;

    // Those of plans, vaults and recovery points know no types of resources.
    private static bool JudgesDatabases(Control control) => !JudgesVaults(control) && control is not PlanFrequencyAndRetention;
}
