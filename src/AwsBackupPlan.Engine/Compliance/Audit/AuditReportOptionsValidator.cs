using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Accounts.Sessions;

namespace AwsBackupPlan.Engine.Compliance.Audit;

/// <summary>Checks which reports are to be made, before any call.</summary>
public static class AuditReportOptionsValidator
{
    /// <summary>Everything that is wrong with <paramref name="options"/>; empty when nothing is.</summary>
    public static IReadOnlyList<ParameterFault> Validate(AuditReportOptions options)
    {
        var faults = new List<ParameterFault>();
        if (TagRules.KeyFault(options.TagKey) is { } key)
        {
            faults.Add(new("TagKey", key));
        }

        foreach (var name in options.ReportPlanNames)
        {
            if (AbsNamePattern.Fault(name) is { } fault)
            {
                faults.Add(new("ReportPlanName", fault));
            }
        }

        foreach (var template in options.Templates.Where(static template => !AuditTemplates.All.Contains(template, StringComparer.Ordinal)))
        {
            faults.Add(new("ReportTemplate", $"'{template}' is none of {string.Join(", ", AuditTemplates.All)}.{(Spelling.Nearest(template, [.. AuditTemplates.All]) is { } meant ? $" Did you mean '{meant}'?" : string.Empty)}"));
        }

        if (options.IdempotencyToken is { } token && (string.IsNullOrWhiteSpace(token) || token.Length > 1000))
        {
            faults.Add(new("IdempotencyToken", "It is empty, or has more than 1000 characters. Leave it out where each run is to make reports of its own."));
        }

        return faults;
    }
}
