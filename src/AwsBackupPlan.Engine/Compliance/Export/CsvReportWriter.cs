using System.Text;

namespace AwsBackupPlan.Engine.Compliance.Export;

/// <summary>Writes findings as a table for spreadsheets.</summary>
internal sealed class CsvReportWriter : ReportWriter
{
    private readonly StreamWriter _text;

    /// <summary>Begins the table.</summary>
    public CsvReportWriter(Stream stream)
    {
        // Spreadsheets take a file without the mark for one of the local encoding.
        _text = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), 4096, leaveOpen: true) { NewLine = "\r\n" };
        Write("AccountId", "AbsName", "Region", "Control", "ResourceType", "ResourceName", "ResourceArn", "Status", "Severity", "IsOpen", "IsNew", "Evidence", "Remedy", "Exemption", "AuditStatus", "Disagrees");
    }

    /// <inheritdoc/>
    public override void Add(ComplianceReport report)
    {
        foreach (var finding in report.Findings)
        {
            Write(
                finding.AccountId, finding.AbsName, finding.Region, finding.Control, finding.ResourceType, finding.ResourceName, finding.ResourceArn, finding.Status, finding.Severity.ToString(), finding.IsOpen.ToString(),
                finding.IsNew?.ToString(), finding.Evidence, finding.Remedy, finding.Exemption?.ToString(), finding.AuditStatus, finding.Disagrees?.ToString());
        }
    }

    /// <inheritdoc/>
    public override void Complete() => _text.Flush();

    /// <inheritdoc/>
    public override void Dispose() => _text.Dispose();

    private void Write(params string?[] cells) => _text.WriteLine(string.Join(",", cells.Select(Cell)));

    private static string Cell(string? text) => $"\"{WithoutFormulas(text ?? string.Empty).Replace("\"", "\"\"")}\"";

    // A spreadsheet takes a cell that begins so for a formula, whatever blanks stand before it; one that splits lines at semicolons or tabs sees cells within a cell.
    private static string WithoutFormulas(string text)
    {
        var safe = new StringBuilder(text.Length + 1);
        var begins = true;
        foreach (var character in text)
        {
            if (begins && character is '=' or '+' or '-' or '@' or '＝' or '＋' or '－' or '＠')
            {
                safe.Append('\'');
            }

            begins = character is ';' or '\t' or '\r' or '\n' || (begins && char.IsWhiteSpace(character));
            safe.Append(character);
        }

        return safe.Length > 0 && safe[0] is '\t' or '\r' or '\n' ? "'" + safe : safe.ToString();
    }
}
