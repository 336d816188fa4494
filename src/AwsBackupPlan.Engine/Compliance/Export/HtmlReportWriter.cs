using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using HandlebarsDotNet;

namespace AwsBackupPlan.Engine.Compliance.Export;

/// <summary>
/// Writes a page for people, in one file that loads nothing. What its tables show goes into it as the reports come; its first screen, which the figures of all make, comes behind.
/// </summary>
internal sealed class HtmlReportWriter : ReportWriter
{
    private readonly Action<byte[]> _write;
    private readonly Utf8JsonWriter _json;
    private readonly IReadOnlyList<(string Name, string Title)> _controls = [.. ControlCatalog.All.Select(static control => (control.Name, control.Title)), .. ControlCatalog.Beside];
    private readonly PageFigures _figures;

    /// <summary>Begins the page.</summary>
    public HtmlReportWriter(Stream stream, DateTimeOffset date)
    {
        _write = bytes => stream.Write(bytes, 0, bytes.Length);
        _figures = new PageFigures(date.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture));
        var (style, script) = (Resource("page.css"), Resource("page.js"));
        Write("head.hbs", new { _figures.Date, Style = style, StyleHash = Hash(style), ScriptHash = Hash(script) });
        // The default encoder leaves no character that could end the element it stands in.
        _json = new Utf8JsonWriter(stream);
        _json.WriteStartObject();
        _json.WriteStartArray("controls");
        foreach (var (name, title) in _controls)
        {
            _json.WriteStartObject();
            _json.WriteString("name", name);
            _json.WriteString("title", title);
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
        _json.WriteStartArray("reports");
    }

    /// <inheritdoc/>
    public override void Add(ComplianceReport report)
    {
        _figures.Add(report);
        _json.WriteStartObject();
        _json.WriteString("account", report.AccountId);
        _json.WriteString("set", report.AbsName);
        _json.WriteString("region", report.Region);
        _json.WriteString("message", report.Message);
        _json.WriteNumber("open", report.Open);
        if (report.Score is { } score)
        {
            _json.WriteNumber("score", score);
        }

        WriteCells(report);
        WriteFindings(report);
        _json.WriteEndObject();
        _json.Flush();
    }

    /// <inheritdoc/>
    public override void Complete()
    {
        _json.WriteEndArray();
        _json.WriteEndObject();
        _json.Flush();
        Write("body.hbs", _figures.ToModel(Resource("page.js")));
    }

    /// <inheritdoc/>
    public override void Dispose() => _json.Dispose();

    private void WriteCells(ComplianceReport report)
    {
        var scores = report.Controls.ToDictionary(static control => control.Control, StringComparer.Ordinal);
        _json.WriteStartArray("cells");
        foreach (var (name, _) in _controls)
        {
            if (!scores.TryGetValue(name, out var control))
            {
                _json.WriteNullValue();
                continue;
            }

            _json.WriteStartArray();
            _json.WriteNumberValue(control.Compliant);
            _json.WriteNumberValue(control.NonCompliant + control.Errors);
            _json.WriteNumberValue(control.Exempt);
            _json.WriteNumberValue(control.InsufficientData);
            _json.WriteEndArray();
        }

        _json.WriteEndArray();
    }

    private void WriteFindings(ComplianceReport report)
    {
        _json.WriteStartArray("findings");
        foreach (var finding in report.Findings.Where(static finding => finding.IsOpen))
        {
            _json.WriteStartArray();
            _json.WriteNumberValue(IndexOf(finding.Control));
            _json.WriteNumberValue((int)finding.Severity);
            _json.WriteStringValue(finding.Status);
            _json.WriteStringValue(finding.Region);
            _json.WriteStringValue(finding.ResourceName);
            _json.WriteStringValue(finding.ResourceArn);
            _json.WriteStringValue(finding.Evidence);
            _json.WriteStringValue(finding.Remedy);
            _json.WriteBooleanValue(finding.IsNew ?? false);
            _json.WriteEndArray();
        }

        _json.WriteEndArray();
    }

    private int IndexOf(string control)
    {
        for (var index = 0; index < _controls.Count; index++)
        {
            if (string.Equals(_controls[index].Name, control, StringComparison.Ordinal))
            {
                return index;
            }
        }

        throw new ArgumentException($"'{control}' is no control.", nameof(control));
    }

    private void Write(string template, object model)
    {
        var text = Handlebars.Create().Compile(Resource(template))(model);
        _write(new UTF8Encoding(encoderShouldEmitUTF8Identifier: false).GetBytes(text));
    }

    private static string Hash(string text)
    {
#if NET
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(text));
#else
        using var algorithm = SHA256.Create();
        var hash = algorithm.ComputeHash(Encoding.UTF8.GetBytes(text));
#endif
        return "sha256-" + Convert.ToBase64String(hash);
    }

    private static string Resource(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"AwsBackupPlan.Engine.Compliance.Export.Page.{name}")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        // What a hash is made of must not hang on how the repository was checked out.
        return reader.ReadToEnd().Replace("\r\n", "\n");
    }
}
