using System.Text.Json;
using AwsBackupPlan.Engine.Accounts;

namespace AwsBackupPlan.Engine.Compliance;

/// <summary>The open findings of an earlier run.</summary>
public sealed class ComplianceBaseline
{
    private const string Version = "1.";

    private readonly ILookup<string, BaselineReport> _byAccount;

    private ComplianceBaseline(IReadOnlyList<BaselineReport> reports)
    {
        Findings = [.. reports.SelectMany(static report => report.Findings)];
        _byAccount = reports.ToLookup(static report => report.AccountId, StringComparer.Ordinal);
    }

    /// <summary>All of them.</summary>
    public IReadOnlyList<ComplianceFinding> Findings { get; }

    /// <summary>Reads reports as JSON: what <c>Export-BackupComplianceReport</c> writes, or a report, or a list of them, as <c>ConvertTo-Json -Depth 5</c> writes these.</summary>
    /// <exception cref="FormatException">There are no reports in it.</exception>
    public static ComplianceBaseline Parse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json.TrimStart('\uFEFF'));
            return new([.. Reports(document.RootElement).Select(Report)]);
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new FormatException($"It is not the JSON of compliance reports: {exception.Message}", exception);
        }
    }

    /// <summary>The open findings that a report of a target is about as well.</summary>
    internal IEnumerable<ComplianceFinding> Of(AccountTarget target) => _byAccount[target.AccountId].Where(report => report.IsComparable(target)).SelectMany(report => report.Common(target));

    private static IEnumerable<JsonElement> Reports(JsonElement root) => root.ValueKind switch
    {
        JsonValueKind.Array => root.EnumerateArray(),
        JsonValueKind.Object when root.TryGetProperty("Reports", out var reports) => HasVersion(root) ? Items(reports, "Reports") : throw new JsonException($"Its Version is not one of '{Version}x', which this module knows."),
        JsonValueKind.Object => [root],
        _ => throw new JsonException("It is neither an object nor an array."),
    };

    private static bool HasVersion(JsonElement root) => root.TryGetProperty("Version", out var version) && version.ValueKind is JsonValueKind.String && version.GetString()!.StartsWith(Version, StringComparison.Ordinal);

    private static BaselineReport Report(JsonElement report)
    {
        List<ComplianceFinding> findings = [.. Items(Member(report, nameof(ComplianceReport.Findings)), nameof(ComplianceReport.Findings)).Select(Finding).Where(static finding => finding.IsOpen)];
        // A pattern that is none would not be found before the first account is compared.
        var absName = Text(report, nameof(ComplianceReport.AbsName));
        _ = AbsNamePattern.Parse(absName);
        return new(Text(report, nameof(ComplianceReport.AccountId)), absName, Text(report, nameof(ComplianceReport.Region)), findings);
    }

    private static ComplianceFinding Finding(JsonElement finding) => new()
    {
        AccountId = Text(finding, "AccountId"),
        AbsName = Text(finding, "AbsName"),
        Region = Text(finding, "Region"),
        Control = Text(finding, "Control"),
        ResourceArn = Text(finding, "ResourceArn"),
        ResourceName = Text(finding, "ResourceName"),
        ResourceType = Text(finding, "ResourceType"),
        Status = Text(finding, "Status"),
        Severity = Severity(Member(finding, "Severity")),
        Evidence = Text(finding, "Evidence"),
        Exemption = finding.TryGetProperty("Exemption", out var exemption) && exemption.ValueKind is JsonValueKind.Object
            ? new ComplianceExemption { Reason = Text(exemption, "Reason"), Owner = Text(exemption, "Owner"), Expires = default }
            : null,
    };

    private static string Text(JsonElement element, string name) => Member(element, name) switch
    {
        { ValueKind: JsonValueKind.String or JsonValueKind.Null } text => text.GetString() ?? string.Empty,
        var other => throw new JsonException($"{name} is {Plans.StrictJsonReader.Describe(other)}, and has to be a string."),
    };

    private static JsonElement Member(JsonElement element, string name) =>
        element.ValueKind is not JsonValueKind.Object ? throw new JsonException($"There is {Plans.StrictJsonReader.Describe(element)} where an object with the member {name} has to be.")
        : element.TryGetProperty(name, out var member) ? member
        : throw new JsonException($"An object in it lacks the member {name}.");

    private static JsonElement.ArrayEnumerator Items(JsonElement element, string name) =>
        element.ValueKind is JsonValueKind.Array ? element.EnumerateArray() : throw new JsonException($"{name} is {Plans.StrictJsonReader.Describe(element)}, and has to be an array.");

    // ConvertTo-Json writes the number.
    private static ComplianceSeverity Severity(JsonElement element) => element.ValueKind is JsonValueKind.Number
        ? (ComplianceSeverity)element.GetInt32()
        : Enum.TryParse<ComplianceSeverity>(element.GetString(), out var severity) ? severity : throw new JsonException($"'{element.GetString()}' is no severity.");
}
