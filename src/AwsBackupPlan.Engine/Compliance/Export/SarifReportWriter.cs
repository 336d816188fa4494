using System.Text.Json;

namespace AwsBackupPlan.Engine.Compliance.Export;

/// <summary>Writes findings as SARIF 2.1.0: those that are open, and those that are exempt as suppressed ones.</summary>
internal sealed class SarifReportWriter : ReportWriter
{
    private readonly Utf8JsonWriter _json;

    /// <summary>Begins the document.</summary>
    public SarifReportWriter(Stream stream)
    {
        _json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
        _json.WriteStartObject();
        _json.WriteString("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
        _json.WriteString("version", "2.1.0");
        _json.WriteStartArray("runs");
        _json.WriteStartObject();
        _json.WriteStartObject("tool");
        _json.WriteStartObject("driver");
        _json.WriteString("name", "AwsBackupPlan");
        _json.WriteStartArray("rules");
        foreach (var (name, title) in ControlCatalog.All.Select(static control => (control.Name, control.Title)).Concat(ControlCatalog.Beside))
        {
            _json.WriteStartObject();
            _json.WriteString("id", name);
            WriteText("shortDescription", title);
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
        _json.WriteEndObject();
        _json.WriteEndObject();
        _json.WriteStartArray("results");
    }

    /// <inheritdoc/>
    public override void Add(ComplianceReport report)
    {
        foreach (var finding in report.Findings.Where(static finding => finding.IsOpen || finding.Exemption is not null))
        {
            Write(finding);
        }

        _json.Flush();
    }

    /// <inheritdoc/>
    public override void Complete()
    {
        _json.WriteEndArray();
        _json.WriteEndObject();
        _json.WriteEndArray();
        _json.WriteEndObject();
        _json.Flush();
    }

    /// <inheritdoc/>
    public override void Dispose() => _json.Dispose();

    private void Write(ComplianceFinding finding)
    {
        _json.WriteStartObject();
        _json.WriteString("ruleId", finding.Control);
        _json.WriteString("kind", "fail");
        _json.WriteString("level", finding.Severity switch { >= ComplianceSeverity.High => "error", ComplianceSeverity.Medium => "warning", _ => "note" });
        WriteText("message", string.Join(" ", new[] { $"{finding.ResourceName} in {finding.Region} of account {finding.AccountId}: {finding.Evidence}", finding.Disagrees is true ? finding.AuditEvidence : null, finding.Remedy }.Where(static text => !string.IsNullOrEmpty(text))));
        WriteLocation(finding);
        _json.WriteStartObject("partialFingerprints");
        _json.WriteString("finding/v1", string.Join("/", finding.AccountId, finding.Region, finding.Control, finding.ResourceArn, finding.ResourceName));
        _json.WriteEndObject();
        if (finding.Exemption is { } exemption)
        {
            _json.WriteStartArray("suppressions");
            _json.WriteStartObject();
            _json.WriteString("kind", "external");
            _json.WriteString("justification", exemption.ToString());
            _json.WriteEndObject();
            _json.WriteEndArray();
        }

        _json.WriteStartObject("properties");
        _json.WriteString("accountId", finding.AccountId);
        _json.WriteString("region", finding.Region);
        _json.WriteString("absName", finding.AbsName);
        _json.WriteString("status", finding.Status);
        _json.WriteString("severity", finding.Severity.ToString());
        _json.WriteEndObject();
        _json.WriteEndObject();
    }

    // What shows results by file wants a place that looks like one.
    private void WriteLocation(ComplianceFinding finding)
    {
        _json.WriteStartArray("locations");
        _json.WriteStartObject();
        _json.WriteStartObject("physicalLocation");
        _json.WriteStartObject("artifactLocation");
        _json.WriteString("uri", string.Join("/", new[] { "aws", finding.AccountId, finding.Region, finding.ResourceType, finding.ResourceName }.Select(Uri.EscapeDataString)));
        _json.WriteEndObject();
        _json.WriteEndObject();
        _json.WriteStartArray("logicalLocations");
        _json.WriteStartObject();
        _json.WriteString("fullyQualifiedName", finding.ResourceArn.Length > 0 ? finding.ResourceArn : finding.AccountId);
        _json.WriteString("kind", "resource");
        _json.WriteEndObject();
        _json.WriteEndArray();
        _json.WriteEndObject();
        _json.WriteEndArray();
    }

    // Brackets would make a link of it, and braces a place for an argument.
    private void WriteText(string name, string text)
    {
        _json.WriteStartObject(name);
        _json.WriteString("text", text.Replace("\\", "\\\\").Replace("[", "\\[").Replace("]", "\\]").Replace("{", "{{").Replace("}", "}}"));
        _json.WriteEndObject();
    }
}
