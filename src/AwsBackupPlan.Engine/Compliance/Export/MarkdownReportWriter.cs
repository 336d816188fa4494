using System.Globalization;
using System.Text;

namespace AwsBackupPlan.Engine.Compliance.Export;

/// <summary>Writes a summary for people: how the fleet stands, the worst accounts, the controls, and the severest findings. What does not fit is counted.</summary>
internal sealed class MarkdownReportWriter(Stream stream, int mostBytes) : ReportWriter
{
    private const int MostAccounts = 50;
    private const int MostFindings = 200;
    private const int ForTheRest = 800;

    private readonly TopList<ComplianceReport, (int, int, int)> _worst = new(MostAccounts, static one => (one.Severity is { } severity ? -(int)severity : 1, one.Score ?? 0, -one.Open));
    private readonly TopList<ComplianceFinding, int> _findings = new(MostFindings, static finding => -(int)finding.Severity);
    private readonly TopList<ComplianceFinding, int> _disputed = new(MostFindings, static finding => -(int)finding.Severity);
    private readonly ExemptionCount _exemptions = new();
    private readonly Dictionary<string, (string Title, int Good, int Bad, int Exempt)> _controls = new(StringComparer.Ordinal);
    private (int Accounts, int Compliant, int Open, int New, int Fixed) _sum;
    private int _disagreements;

    /// <summary>Whether there was too little room for any of it.</summary>
    public bool IsLeftOut { get; private set; }

    /// <inheritdoc/>
    public override void Add(ComplianceReport report)
    {
        _sum = (_sum.Accounts + 1, _sum.Compliant + (report.Status is ComplianceStatus.Compliant ? 1 : 0), _sum.Open + report.Open, _sum.New + report.Findings.Count(static finding => finding.IsNew is true), _sum.Fixed + report.Fixed.Count);
        foreach (var control in report.Controls)
        {
            var (title, good, bad, exempt) = _controls.TryGetValue(control.Control, out var known) ? known : (control.Title, 0, 0, 0);
            _controls[control.Control] = (title, good + control.Compliant, bad + control.NonCompliant + control.Errors, exempt + control.Exempt);
        }

        _disagreements += report.Disagreements ?? 0;
        _disputed.Add(report.Findings.Where(static finding => finding.Disagrees is true));
        _worst.Add(report.Open > 0 ? [report with { Findings = [], Controls = [], Resources = [], Fixed = [] }] : []);
        _findings.Add(report.Findings.Where(static finding => finding.IsOpen));
        _exemptions.Add(report);
    }

    /// <inheritdoc/>
    public override void Complete()
    {
        var text = new StringBuilder();
        text.Append("# Backup compliance\n\n").Append(Sentence()).Append("\n\n");
        Table(text, "Accounts to look at first", "| Account | ABS name | Region | Score | Open | Severest |\n|---|---|---|---:|---:|---|\n", _worst.Items.Select(static report =>
            $"| {report.AccountId} | {Safe(report.AbsName)} | {report.Region} | {Score(report.Score)} | {Number(report.Open)} | {report.Severity} |\n"));
        Table(text, "Controls", "| Control | Compliant | Open | Exempt |\n|---|---:|---:|---:|\n", _controls.OrderByDescending(static control => control.Value.Bad).ThenBy(static control => control.Key, StringComparer.Ordinal).Select(static control =>
            $"| {Safe(control.Key)} | {Number(control.Value.Good)} | {Number(control.Value.Bad)} | {Number(control.Value.Exempt)} |\n"));
        Table(text, "Findings", "| Severity | Account | Control | Resource | Evidence | What to do |\n|---|---|---|---|---|---|\n", _findings.Items.Select(static finding =>
            $"| {finding.Severity} | {finding.AccountId} | {Safe(finding.Control)} | {Safe(finding.ResourceName)} ({finding.Region}) | {Safe(finding.Evidence)} | {Safe(finding.Remedy)} |\n"));
        Table(text, "Exempt findings", "| Control | Findings | Reason | Owner | Until |\n|---|---:|---|---|---|\n", _exemptions.Items.Select(static one =>
            $"| {Safe(one.Control)} | {Number(one.Count)} | {Safe(one.Exemption.Reason)} | {Safe(one.Exemption.Owner)} | {ExemptionCount.Until(one.Exemption)} |\n"));
        if (_sum.Open > MostFindings)
        {
            text.Append(Number(_sum.Open - MostFindings)).Append(" more findings are not listed.\n");
        }

        Table(text, "Where Audit Manager disagrees", "| Account | Control | Resource | Here | Audit Manager | Its report |\n|---|---|---|---|---|---|\n", _disputed.Items.Select(static finding =>
            $"| {finding.AccountId} | {Safe(finding.Control)} | {Safe(finding.ResourceName)} ({finding.Region}) | {Safe(finding.Status)} | {Safe(finding.AuditStatus)} | {Safe(finding.AuditEvidence)} |\n"));
        if (_disagreements > MostFindings)
        {
            text.Append(Number(_disagreements - MostFindings)).Append(" more disagreements are not listed.\n");
        }

        var bytes = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false).GetBytes(text.ToString());
        // One that is too large is refused as a whole, with what was there before it.
        IsLeftOut = bytes.Length > mostBytes;
        if (!IsLeftOut)
        {
            stream.Write(bytes, 0, bytes.Length);
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        // The stream is its maker's.
    }

    private string Sentence() => string.Format(
        CultureInfo.InvariantCulture,
        "{0}: {1} compliant, {2}{3}.{4}",
        Counted.Of(_sum.Accounts, "account"),
        _sum.Compliant,
        Counted.Of(_sum.Open, "open finding"),
        _exemptions.Sum == 0 ? string.Empty : FormattableString.Invariant($", {_exemptions.Sum} exempt"),
        _sum.New + _sum.Fixed == 0 ? string.Empty : FormattableString.Invariant($" Since the baseline {_sum.New} new, {_sum.Fixed} fixed."));

    private void Table(StringBuilder text, string title, string head, IEnumerable<string> rows)
    {
        var all = rows.ToList();
        if (all.Count == 0)
        {
            return;
        }

        text.Append("## ").Append(title).Append("\n\n").Append(head);
        var left = 0;
        foreach (var row in all)
        {
            // Every character of a text has at most three bytes for each of its units. What still comes, heads and counts, is small.
            if ((text.Length + row.Length + ForTheRest) * 3L > mostBytes)
            {
                left++;
            }
            else
            {
                text.Append(row);
            }
        }

        text.Append(left == 0 ? "\n" : FormattableString.Invariant($"\n{left} more rows did not fit.\n\n"));
    }

    private static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Score(int? score) => score is { } some ? FormattableString.Invariant($"{some} %") : "–";

    // Whatever Markdown or HTML could take for its own, written so that who reads the file itself can read it, too.
    private static string Safe(string? text)
    {
        var safe = new StringBuilder();
        var given = text ?? string.Empty;
        for (var place = 0; place < given.Length; place++)
        {
            var character = given[place];
            if (NeedsEntity(given, place))
            {
                safe.Append("&#").Append((int)character).Append(';');
            }
            else if (NeedsBackslash(given, place))
            {
                safe.Append('\\').Append(character);
            }
            else
            {
                // A row is a line, and what is to be run is several.
                safe.Append(character switch { '\r' => " ", '\n' => "<br>", _ => character.ToString() });
            }
        }

        return safe.ToString();
    }

    // What a backslash does not keep every reader from taking for its own, or itself makes of one. What GitHub makes links of without any sign is an address, so a colon and a dot are none there; nor is a name behind @ one of somebody.
    private static bool NeedsEntity(string text, int place) => text[place] switch
    {
        '<' or '>' or '\\' or '$' => true,
        '&' => IsWord(text, place + 1) || At(text, place + 1) is '#',
        '@' => IsWord(text, place + 1),
        ':' => string.CompareOrdinal(text, place, "://", 0, 3) == 0,
        '.' => place >= 3 && string.Compare(text, place - 3, "www", 0, 3, StringComparison.OrdinalIgnoreCase) == 0,
        _ => false,
    };

    // An underscore within a word is nothing but one.
    private static bool NeedsBackslash(string text, int place) => text[place] switch
    {
        '|' or '`' or '*' or '[' or ']' or '#' or '~' => true,
        '_' => !IsWord(text, place - 1) || !IsWord(text, place + 1),
        _ => false,
    };

    private static bool IsWord(string text, int place) => char.IsLetterOrDigit(At(text, place));

    private static char At(string text, int place) => place >= 0 && place < text.Length ? text[place] : ' ';
}
