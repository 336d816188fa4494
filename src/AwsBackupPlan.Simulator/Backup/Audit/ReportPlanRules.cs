using System.Text.Json.Nodes;
using AwsBackupPlan.Simulator.Backup.Wire;

namespace AwsBackupPlan.Simulator.Backup.Audit;

/// <summary>What Audit Manager takes as a report plan.</summary>
internal static class ReportPlanRules
{
    private const int MostPlaces = 300;

    private static readonly string[] ComplianceTemplates = ["RESOURCE_COMPLIANCE_REPORT", "CONTROL_COMPLIANCE_REPORT"];
    private static readonly string[] JobTemplates = ["BACKUP_JOB_REPORT", "COPY_JOB_REPORT", "RESTORE_JOB_REPORT", "SCAN_JOB_REPORT"];
    private static readonly string[] KnownFormats = ["CSV", "JSON"];

    /// <summary>Checks where reports go. Without a format it is CSV.</summary>
    public static JsonObject Channel(JsonObject channel)
    {
        if (string.IsNullOrEmpty(channel.Text("S3BucketName")))
        {
            throw BackupErrors.MissingParameter("S3BucketName");
        }

        var formats = channel.Texts("Formats");
        if (formats.FirstOrDefault(static format => !KnownFormats.Contains(format, StringComparer.Ordinal)) is { } unknown)
        {
            throw BackupErrors.InvalidParameter($"Invalid report format '{unknown}'. Valid values: {string.Join(", ", KnownFormats)}.");
        }

        if (formats.Distinct(StringComparer.Ordinal).Count() != formats.Count)
        {
            throw BackupErrors.InvalidParameter("A report format is there twice.");
        }

        var copy = (JsonObject)channel.DeepClone();
        if (formats.Count == 0)
        {
            copy["Formats"] = new JsonArray("CSV");
        }

        return copy;
    }

    /// <summary>Checks what reports are about.</summary>
    public static JsonObject Setting(BackupCall call, JsonObject setting)
    {
        var template = setting.Text("ReportTemplate") ?? throw BackupErrors.MissingParameter("ReportTemplate");
        var isOfCompliance = ComplianceTemplates.Contains(template, StringComparer.Ordinal);
        if (!isOfCompliance && !JobTemplates.Contains(template, StringComparer.Ordinal))
        {
            throw BackupErrors.InvalidParameter($"Invalid report template '{template}'. Valid values: {string.Join(", ", [.. ComplianceTemplates, .. JobTemplates])}.");
        }

        var frameworks = setting.Texts("FrameworkArns");
        if (isOfCompliance != frameworks.Count > 0)
        {
            throw BackupErrors.InvalidParameter($"A report of the template {template} {(isOfCompliance ? "needs" : "has no")} FrameworkArns.");
        }

        if (frameworks.FirstOrDefault(arn => !call.Region.Frameworks.Any(framework => string.Equals(framework.Arn, arn, StringComparison.Ordinal))) is { } missing)
        {
            throw BackupErrors.InvalidParameter($"Invalid framework ARN '{missing}': there is no such framework.");
        }

        CheckPlaces(call, setting);
        var copy = (JsonObject)setting.DeepClone();
        if (frameworks.Count > 0)
        {
            copy["NumberOfFrameworks"] = frameworks.Count;
        }

        return copy;
    }

    private static void CheckPlaces(BackupCall call, JsonObject setting)
    {
        var (accounts, units, regions) = (setting.Texts("Accounts"), setting.Texts("OrganizationUnits"), setting.Texts("Regions"));
        var isOfOthers = units.Count > 0 || accounts.Any(account => !string.Equals(account, call.Region.AccountId, StringComparison.Ordinal));
        if (isOfOthers && !string.Equals(call.Region.AccountId, call.World.Options.ManagementAccount, StringComparison.Ordinal))
        {
            throw BackupErrors.InvalidParameter("Reports on other accounts are for the management account and delegated administrators.");
        }

        if (Math.Max(accounts.Count, 1) * Math.Max(regions.Count, 1) > MostPlaces)
        {
            throw BackupErrors.InvalidParameter($"A report plan can cover {MostPlaces} accounts times Regions.");
        }
    }
}
