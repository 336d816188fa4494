using System.Globalization;
using Amazon.Backup.Model;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Compliance.Audit.Files;
using AwsBackupPlan.Engine.Compliance.Evidence;
using AwsBackupPlan.Engine.Fleet;

namespace AwsBackupPlan.Engine.Compliance.Audit;

/// <summary>Reads what Audit Manager says of an account: the newest finished compliance reports of its backup sets. None is begun.</summary>
internal sealed class AuditViewReader(AccountSession session, string tagKey, CompliancePolicy policy)
{
    private static readonly TimeSpan Stale = TimeSpan.FromDays(2);

    private readonly AccountTarget _target = session.Target;
    private readonly ReportFileReader _files = new(session);
    private readonly HashSet<string> _controls = new(policy.Enabled.Select(static settings => settings.Control.Name), StringComparer.Ordinal);

    /// <summary>One view for each Region and each backup set that was found in it or is asked for by its name. One without an audit says so.</summary>
    public async Task<IReadOnlyList<AuditView>> ReadAsync(CancellationToken cancellationToken)
    {
        session.Observer.Progress(new WorkProgress("Reading reports of Audit Manager"));
        var views = await Task.WhenAll(AuditReader.Regions(_target).Select(region => ReadAsync(region, cancellationToken))).ConfigureAwait(false);
        return [.. views.SelectMany(static view => view)];
    }

    private async Task<IReadOnlyList<AuditView>> ReadAsync(string region, CancellationToken cancellationToken)
    {
        var found = await Reading<IReadOnlyList<WantedReport>>.OfAsync(() => new ReportPlanSearch(session, tagKey).FindAsync(region, cancellationToken), _target, cancellationToken).ConfigureAwait(false);
        if (found.Failure is { } failure)
        {
            return [new AuditView(region, string.Empty, []) { Gap = Judgement.Error(Subject.Of(_target) with { Region = region }, failure) }];
        }

        var sets = found.Value.Where(static report => AuditTemplates.OfCompliance.Contains(report.Template, StringComparer.Ordinal)).GroupBy(static report => report.AbsName, StringComparer.Ordinal).ToList();
        // What says it of each resource says more.
        var views = await Task.WhenAll(sets.Select(set => ReadAsync(set.OrderByDescending(static report => report.Template is AuditTemplates.OfResources).First(), cancellationToken))).ConfigureAwait(false);
        var wanted = found.Value.Select(static report => report.AbsName).Concat(AccountPatterns.AbsName.IsMatch(_target.AbsName) ? [_target.AbsName] : []);
        var without = wanted.Except(sets.Select(static set => set.Key), StringComparer.Ordinal).ToList();
        return [.. views, .. without.Concat(views.Length + without.Count == 0 ? [string.Empty] : []).Select(set => NoAudit(region, set))];
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
        var oldest = session.Time.GetUtcNow() - Stale;
        var source = string.Format(CultureInfo.InvariantCulture, "report {0} of {1:yyyy-MM-dd HH:mm} UTC", report.Name, completed.ToUniversalTime());
        var read = await Reading<IReadOnlyList<AuditVerdict>>.OfAsync(() => ReadAsync(report, newest, source, oldest, cancellationToken), _target, cancellationToken).ConfigureAwait(false);
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
            newest = job.CompletionTime is not null && (newest is null || job.CompletionTime > newest.CompletionTime) ? job : newest;
        }

        return newest;
    }

    private async Task<IReadOnlyList<AuditVerdict>> ReadAsync(WantedReport report, ReportJob job, string source, DateTimeOffset oldest, CancellationToken cancellationToken)
    {
        var reader = new AuditRowReader(_target, session.Partition, report, source, oldest, _controls);
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

        if (reader.Others > 0)
        {
            session.Observer.Verbose($"{Counted.Of(reader.Others, "row")} of {Counted.Of(row, "row")} in the {source} in {report.Region} are about other frameworks, accounts or Regions.");
        }

        return verdicts;
    }

    private AuditView NoAudit(string region, string absName) => new(region, absName, [])
    {
        Gap = Judgement.Insufficient(
            (absName.Length == 0 ? Subject.Of(_target) : Subject.OfSet(_target, absName)) with { Region = region },
            $"No backup set of '{(absName.Length == 0 ? _target.AbsName : absName)}' has a report plan of Audit Manager for compliance in {region}.",
            Remedies.Note($"Choose {(absName.Length == 0 ? "the backup set and " : string.Empty)}a bucket: {Remedies.Of("New-XacntBackupAudit", _target, absName, string.Equals(region, _target.Region, StringComparison.Ordinal) ? string.Empty : $"-CopyRegion {region}")}, and with {(absName.Length == 0 ? "-AbsName and " : string.Empty)}-BucketName.")),
    };
}
