using System.Text.Json;

namespace AwsBackupPlan.Engine.Compliance.Export;

/// <summary>Writes reports as JSON.</summary>
internal sealed class JsonReportWriter : ReportWriter
{
    private readonly Utf8JsonWriter _json;

    /// <summary>Begins the document.</summary>
    public JsonReportWriter(Stream stream, DateTimeOffset date)
    {
        _json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
        _json.WriteStartObject();
        _json.WriteString("Version", "1.1");
        _json.WriteString("Date", date);
        _json.WriteStartArray("Reports");
    }

    /// <inheritdoc/>
    public override void Add(ComplianceReport report)
    {
        JsonSerializer.Serialize(_json, report, ComplianceJson.Default.ComplianceReport);
        _json.Flush();
    }

    /// <inheritdoc/>
    public override void Complete()
    {
        _json.WriteEndArray();
        _json.WriteEndObject();
        _json.Flush();
    }

    /// <inheritdoc/>
    public override void Dispose() => _json.Dispose();
}
