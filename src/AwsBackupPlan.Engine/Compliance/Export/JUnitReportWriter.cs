using System.Globalization;
using System.Text;
using System.Xml;

namespace AwsBackupPlan.Engine.Compliance.Export;

/// <summary>Writes reports as test results: a suite for each account, a test for each finding that is no plain success, and one for each control that has only such.</summary>
internal sealed class JUnitReportWriter : ReportWriter
{
    private readonly XmlWriter _xml;

    /// <summary>Begins the document.</summary>
    public JUnitReportWriter(Stream stream)
    {
        _xml = XmlWriter.Create(stream, new XmlWriterSettings { Indent = true, Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false) });
        _xml.WriteStartElement("testsuites");
        _xml.WriteAttributeString("name", "AwsBackupPlan compliance");
    }

    /// <inheritdoc/>
    public override void Add(ComplianceReport report)
    {
        var told = report.Findings.Where(static finding => finding.Status is not ComplianceStatus.Compliant).ToList();
        var good = report.Controls.Where(control => control.Compliant > 0 && !told.Exists(finding => string.Equals(finding.Control, control.Control, StringComparison.Ordinal))).ToList();
        _xml.WriteStartElement("testsuite");
        Write("name", $"{report.AccountId} {report.AbsName} ({report.Region})");
        Write("tests", (told.Count + good.Count).ToString(CultureInfo.InvariantCulture));
        Write("failures", told.Count(static finding => finding is { IsOpen: true, Status: ComplianceStatus.NonCompliant }).ToString(CultureInfo.InvariantCulture));
        Write("errors", told.Count(static finding => finding is { IsOpen: true, Status: ComplianceStatus.Error }).ToString(CultureInfo.InvariantCulture));
        Write("skipped", told.Count(static finding => !finding.IsOpen).ToString(CultureInfo.InvariantCulture));
        Write("timestamp", report.Date.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture));
        Write("time", report.Duration.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture));
        foreach (var finding in told)
        {
            Write(finding);
        }

        foreach (var control in good)
        {
            BeginTest(control.Control, Counted.Of(control.Compliant, "resource"));
            _xml.WriteEndElement();
        }

        _xml.WriteEndElement();
        _xml.Flush();
    }

    /// <inheritdoc/>
    public override void Complete()
    {
        _xml.WriteEndElement();
        _xml.Flush();
    }

    /// <inheritdoc/>
    public override void Dispose() => _xml.Dispose();

    private void Write(ComplianceFinding finding)
    {
        BeginTest(finding.Control, $"{finding.ResourceName} in {finding.Region}");
        _xml.WriteStartElement(!finding.IsOpen ? "skipped" : finding.Status is ComplianceStatus.Error ? "error" : "failure");
        Write("message", finding.Exemption is { } exemption ? $"Exempt: {exemption}" : (finding.IsOpen ? finding.Evidence : $"{finding.Status}: {finding.Evidence}") + (finding.Disagrees is true ? $" {finding.AuditEvidence}" : string.Empty));
        if (finding.IsOpen)
        {
            Write("type", finding.Severity.ToString());
            _xml.WriteString(Valid(string.Join("\n", new[] { finding.Evidence, finding.Remedy, finding.ResourceArn }.Where(static text => !string.IsNullOrEmpty(text)))));
        }

        _xml.WriteEndElement();
        _xml.WriteEndElement();
    }

    private void BeginTest(string control, string name)
    {
        _xml.WriteStartElement("testcase");
        Write("classname", control);
        Write("name", name);
    }

    private void Write(string name, string value) => _xml.WriteAttributeString(name, Valid(value));

    // XML has no way to say some characters.
    private static string Valid(string text)
    {
        var valid = new StringBuilder(text.Length);
        for (var place = 0; place < text.Length; place++)
        {
            if (XmlConvert.IsXmlChar(text[place]))
            {
                valid.Append(text[place]);
            }
            else if (place + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[place + 1], text[place]))
            {
                valid.Append(text[place]).Append(text[++place]);
            }
            else
            {
                valid.Append('\uFFFD');
            }
        }

        return valid.ToString();
    }
}
