using System.Globalization;
using Amazon.Backup.Model;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Compliance.Audit.Files;
using AwsBackupPlan.Engine.Compliance.Evidence;
using AwsBackupPlan.Engine.Fleet;

namespace AwsBackupPlan.Engine.Compliance.Audit;

/// <summary>Reads what Audit Manager says of an account: the newest finished compliance reports of its backup sets. None is begun.</summary>
internal sealed class AuditViewReader(AccountSession session, string tagKey)
{
    private const string OfResources = "RESOURCE_COMPLIANCE_REPORT";

    private static readonly TimeSpan Stale = TimeSpan.FromDays(2);

    private readonly AccountTarget _target = session.Target;
    private readonly ReportFileReader _files = new(session);

    /// <summary>One view for each backup set and Region; a single one, which says that there is none, where there is no audit.</summary>
    public async Task<IReadOnlyList<AuditView>> ReadAsync(CancellationToken cancellationToken)
    {
        session.Observer.Progress(new WorkProgress("Reading reports of Audit Manager"));
        var found = await Reading<IReadOnlyList<WantedReport>>.OfAsync(() => new ReportPlanSearch(session, tagKey).FindAsync(cancellationToken), _target, cancellationToken).ConfigureAwait(false);
        if (found.Failure is { } failure)
        {
            return [new AuditView(_target.Region, string.Empty, []) { Gap = Judgement.Error(Subject.Of(_target), failure) }];
        }

        var sets = found.Value.Where(static report => AuditTemplates.OfCompliance.Contains(report.Template, StringComparer.Ordinal)).GroupBy(static report => (report.Region, report.AbsName)).ToList();
        return sets.Count == 0
            ? [NoAudit()]
            // What says it of each resource says more.
            : await Task.WhenAll(sets.Select(set => ReadAsync(set.OrderByDescending(static report => report.Template is OfResources).First(), cancellationToken))).ConfigureAwait(false);
    }

    private async Task<AuditView> ReadAsync(WantedReport report, CancellationToken cancellationToken)
    {
        var subject = Subject.OfSet(_target, report.AbsName) with { Region = report.Region };
        var command = Remedies.Of("Start-XacntAuditReport", _target with { Region = report.Region }, report.AbsName);
        var view = new AuditView(report.Region, report.AbsName, []);
        var job = await Reading<ReportJob?>.OfAsync(() => NewestAsync(report, cancellationToken), _target, cancellationToken).ConfigureAwait(false);
        if (job.Failure is { } failure)
        {
            return view with { Gap = Judgement.Error(subject, failure) };
        }

        if (job.Value is not { CompletionTime: { } completed } newest)
        {
            return view with { Gap = Judgement.Insufficient(subject, $"The report plan {report.Name} in {report.Region} has no finished report yet; the first comes within 24 hours.", command) };
        }

        var age = session.Time.GetUtcNow() - new DateTimeOffset(completed.ToUniversalTime(), TimeSpan.Zero);
        var source = string.Format(CultureInfo.InvariantCulture, "report {0} of {1:yyyy-MM-dd HH:mm} UTC", report.Name, completed.ToUniversalTime());
        var read = await Reading<IReadOnlyList<AuditVerdict>>.OfAsync(() => ReadAsync(report, newest, source, age > Stale, cancellationToken), _target, cancellationToken).ConfigureAwait(false);
        return read.Failure is { } unread
            ? view with { Gap = Judgement.Error(subject, unread) }
            : view with
            {
                Verdicts = read.Value,
                Source = source,
                Warning = age > Stale ? $"The newest {source} for account {_target.AccountId}, {report.Region} is {Counted.Of((long)age.TotalDays, "day")} old: what it says need not be so any more. Have a new one made: {command}" : null,
            };
    }

    private async Task<ReportJob?> NewestAsync(WantedReport report, CancellationToken cancellationToken)
    {
        ReportJob? newest = null;
        var jobs = Pages.ReadAsync(
            (token, cancel) => session.Backup(report.Region).ListReportJobsAsync(new ListReportJobsRequest { ByReportPlanName = report.Name, ByStatus = "COMPLETED", NextToken = token }, cancel),
            static page => page.ReportJobs,
            static page => page.NextToken,
            cancellationToken);
        await foreach (var job in jobs.ConfigureAwait(false))
        {
            newest = newest is null || job.CompletionTime > newest.CompletionTime ? job : newest;
        }

        return newest;
    }

    private async Task<IReadOnlyList<AuditVerdict>> ReadAsync(WantedReport report, ReportJob job, string source, bool isStale, CancellationToken cancellationToken)
    {
        var reader = new AuditRowReader(_target, session.Partition, report, source, isStale);
        var verdicts = new List<AuditVerdict>();
        var row = 0L;
        try
        {
            await foreach (var read in _files.ReadAsync(report.Region, job.ReportDestination?.S3BucketName ?? report.BucketName, job.ReportDestination?.S3Keys ?? [], cancellationToken).ConfigureAwait(false))
            {
                row++;
                if (reader.Read(read) is { } verdict)
                {
                    verdicts.Add(verdict);
                }
            }
        }
        catch (ReportFileException exception)
        {
            throw new AccountException(
                "ReportFileInvalid",
                FailureCategory.InvalidOperation,
                FormattableString.Invariant($"The {source} for account {_target.AccountId}, {report.Region} is not understood: row {row}: {exception.Message}"),
                "Have a new report made with Start-XacntAuditReport. If that is the same, look at the file: somebody else may write to the bucket.")
            {
                Region = report.Region,
            };
        }

        return verdicts;
    }

    private AuditView NoAudit() => new(_target.Region, string.Empty, [])
    {
        Gap = Judgement.Insufficient(
            Subject.Of(_target),
            $"No backup set of '{_target.AbsName}' has a report plan of Audit Manager for compliance in {string.Join(", ", AuditReader.Regions(_target))}.",
            Remedies.Note($"Choose the backup set and a bucket: {Remedies.Of("New-XacntBackupAudit", _target, string.Empty)}, and with -AbsName and -BucketName.")),
    };
}
