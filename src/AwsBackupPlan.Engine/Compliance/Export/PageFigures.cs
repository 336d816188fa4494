using System.Globalization;

namespace AwsBackupPlan.Engine.Compliance.Export;

/// <summary>What the first screen of the page says of all reports.</summary>
/// <param name="date">The time, for people.</param>
internal sealed class PageFigures(string date)
{
    private const int MostAccounts = 10;
    private const int MostDatabases = 10;
    private const int MostDisputed = 200;
    private const double WidestBar = 600;
    private const int RowHeight = 36;

    // As multiples of the recovery point objective; what has no objective stands by itself.
    private static readonly (string Name, double Most)[] Bands = [("up to half", 0.5), ("up to 1", 1), ("up to 2", 2), ("up to 4", 4), ("more than 4", double.PositiveInfinity)];

    private readonly TopList<ComplianceReport, (int, int, int)> _worst = new(MostAccounts, static one => (one.Severity is { } severity ? -(int)severity : 1, one.Score ?? 0, -one.Open));
    private readonly ExemptionCount _exemptions = new();
    private readonly List<ComplianceResource> _unprotected = [];
    private readonly List<ComplianceFinding> _disputed = [];
    private readonly int[] _backups = new int[Bands.Length + 2];
    private readonly int[] _copies = new int[Bands.Length + 2];
    private int _accounts;
    private int _safeAccounts;
    private int _unread;
    private int _databases;
    private int _bare;
    private int _pending;
    private int _severe;
    private bool _isCompared;
    private long _disagreements;
    private long _good;
    private long _open;
    private long _insufficient;
    private long _unsaid;
    private (long New, long Fixed) _since;

    /// <summary>The time, for people.</summary>
    public string Date { get; } = date;

    /// <summary>Takes a report into account.</summary>
    public void Add(ComplianceReport report)
    {
        _accounts++;
        _safeAccounts += report.Status is ComplianceStatus.Compliant ? 1 : 0;
        _unread += report.Findings.Any(static finding => finding.Status is ComplianceStatus.Error) ? 1 : 0;
        _open += report.Open;
        _good += report.Findings.Count(static finding => finding.Status is ComplianceStatus.Compliant);
        _exemptions.Add(report);
        _insufficient += report.Findings.Count(static finding => finding.Status is ComplianceStatus.InsufficientData);
        _unsaid += report.Findings.Count(finding => ComplianceScoring.IsUnsaid(finding, report.Source));
        _since = (_since.New + report.Findings.Count(static finding => finding is { IsOpen: true, IsNew: true }), _since.Fixed + report.Fixed.Count);
        _severe += report.Findings.Count(static finding => finding is { IsOpen: true, Severity: >= ComplianceSeverity.High });
        if (report.Open > 0)
        {
            _worst.Add([report with { Findings = [], Controls = [], Resources = [], Fixed = [] }]);
        }

        _isCompared |= report.Source is ComplianceSource.Both;
        _disagreements += report.Disagreements ?? 0;
        _disputed.AddRange(report.Findings.Where(static finding => finding.Disagrees is true).Take(MostDisputed - _disputed.Count));
        foreach (var database in report.Resources)
        {
            Add(database);
        }
    }

    /// <summary>What the template shows.</summary>
    public object ToModel(string script) => new
    {
        Date,
        Script = script,
        IsSafe = _open == 0 && _bare == 0 && _pending == 0 && _databases > 0,
        Answer = Answer(),
        Sentence = $"{Things(_accounts, "account")}, {Number(_safeAccounts)} of them compliant; {Things(_open, "open finding")}, {Number(_severe)} of them High or Critical{(_exemptions.Sum == 0 ? string.Empty : $"; {Number(_exemptions.Sum)} exempt")}.{(_unread == 0 ? string.Empty : $" {Things(_unread, "account")} could not be read in full.")}{(_since is (0, 0) ? string.Empty : $" Since the baseline {Number(_since.New)} new, {Number(_since.Fixed)} fixed.")}",
        Tiles = new[]
        {
            new { Name = "Score", Value = _good + _open + _unsaid == 0 ? "–" : FormattableString.Invariant($"{100 * _good / (_good + _open + _unsaid)} %") },
            new { Name = "Accounts compliant", Value = $"{Number(_safeAccounts)} of {Number(_accounts)}" },
            new { Name = "Databases protected", Value = $"{Number(_databases - _bare - _pending)} of {Number(_databases)}" },
            new { Name = "High and Critical", Value = Number(_severe) },
        },
        Worst = _worst.Items.Select(static report => new { Account = report.AccountId, report.AbsName, report.Region, Score = report.Score is { } score ? FormattableString.Invariant($"{score} %") : "–", Open = Number(report.Open), Severity = report.Severity?.ToString() ?? string.Empty }).ToList(),
        Unprotected = _unprotected.Select(static database => new { Account = database.AccountId, Name = database.ResourceName, database.Region, Status = database.Status.ToString(), database.Reason }).ToList(),
        MoreUnprotected = _bare > _unprotected.Count ? Number(_bare - _unprotected.Count) : string.Empty,
        IsCompared = _isCompared,
        Disputed = _disputed.Select(static finding => new { Account = finding.AccountId, finding.Control, Name = finding.ResourceName, finding.Region, Here = finding.Status, There = finding.AuditStatus, Report = finding.AuditEvidence }).ToList(),
        MoreDisputed = _disagreements > _disputed.Count ? Number(_disagreements - _disputed.Count) : string.Empty,
        ChartHeight = _backups.Length * RowHeight,
        Ages = Ages(),
        Compliant = Number(_good),
        Exemptions = _exemptions.Items.Select(static one => new { one.Control, Count = Number(one.Count), one.Exemption.Reason, one.Exemption.Owner, Until = ExemptionCount.Until(one.Exemption) }).ToList(),
        Insufficient = _insufficient == 0 ? string.Empty : Number(_insufficient),
    };

    // The worst first: what is bare is not safe, whatever is exempt or was not judged.
    private string Answer() =>
        _accounts == 0 ? "Nothing was judged."
        : _bare > 0 ? $"{Number(_bare)} of {Things(_databases, "database")} {(_bare == 1 ? "has" : "have")} no good backup and copy."
        : _pending > 0 ? $"{Number(_pending)} of {Things(_databases, "database")} {(_pending == 1 ? "waits" : "wait")} for the first backup or copy{(_open > 0 ? ", and there are open findings" : string.Empty)}."
        : _databases == 0 ? $"No database was found{(_open > 0 ? ", and there are open findings" : string.Empty)}."
        : _open > 0 ? "Every database that was read is protected, but there are open findings."
        : "The fleet is safe.";

    private void Add(ComplianceResource database)
    {
        _databases++;
        Count(_backups, database.Age, database.RecoveryPointObjective);
        Count(_copies, database.CopyAge, database.RecoveryPointObjective);
        _pending += database.Status is ProtectionStatus.Pending ? 1 : 0;
        if (database.Status is not (ProtectionStatus.Protected or ProtectionStatus.Pending))
        {
            _bare++;
            if (_unprotected.Count < MostDatabases)
            {
                _unprotected.Add(database);
            }
        }
    }

    private static void Count(int[] counts, TimeSpan? age, TimeSpan? objective)
    {
        var band = age is not { } old ? Bands.Length + 1 : objective is { Ticks: > 0 } most ? Array.FindIndex(Bands, band => (double)old.Ticks / most.Ticks <= band.Most) : Bands.Length;
        counts[band]++;
    }

    private List<object> Ages()
    {
        var most = Math.Max(1, _backups.Concat(_copies).Max());
        var rows = new List<object>();
        for (var band = 0; band < _backups.Length; band++)
        {
            var top = band * RowHeight;
            var (backup, copy) = (WidestBar * _backups[band] / most, WidestBar * _copies[band] / most);
            rows.Add(new
            {
                Name = band < Bands.Length ? Bands[band].Name : band == Bands.Length ? "of no plan" : "none",
                TextY = top + 22,
                BackupY = top + 5,
                BackupWidth = Place(backup),
                BackupTextX = Place(156 + backup),
                BackupTextY = top + 15,
                Backups = $"{Number(_backups[band])}",
                CopyY = top + 18,
                CopyWidth = Place(copy),
                CopyTextX = Place(156 + copy),
                CopyTextY = top + 29,
                Copies = $"{Number(_copies[band])}",
            });
        }

        return rows;
    }

    private static string Place(double place) => place.ToString("0.#", CultureInfo.InvariantCulture);

    private static string Things(long count, string noun) => $"{Number(count)} {noun}{(count == 1 ? string.Empty : "s")}";

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
