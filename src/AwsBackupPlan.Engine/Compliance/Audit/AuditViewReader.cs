using System.Globalization;
using Amazon.Backup.Model;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Accounts.Calls;
using AwsBackupPlan.Engine.Accounts.Sessions;
using AwsBackupPlan.Engine.Compliance.Audit.Files;
using AwsBackupPlan.Engine.Compliance.Evidence;
using AwsBackupPlan.Engine.Fleet;

namespace AwsBackupPlan.Engine.Compliance.Audit;

/// <summary>Reads what Audit Manager says of an account: the newest finished compliance reports of its backup sets. None is begun.</summary>
internal sealed class AuditViewReader(AccountSession session, string tagKey, CompliancePolicy policy)
{
    private readonly AccountTarget _target = session.Target;
    private readonly ReportPlanSearch _search = new(session, tagKey);
    private readonly ReportFileReader _files = new(session);
    private readonly HashSet<string> _controls = new(policy.Enabled.Select(static settings => settings.Control.Name), StringComparer.Ordinal);

    /// <summary>One view for each Region and each backup set that was found in any of them or is asked for by its name. One without an audit says so.</summary>
    public async Task<IReadOnlyList<AuditView>> ReadAsync(CancellationToken cancellationToken)
    {
        session.Observer.Progress(new WorkProgress("Reading reports of Audit Manager"));
        var regions = AuditReader.Regions(_target);
        var found = await Task.WhenAll(regions.Select(region => Reading<(IReadOnlyList<WantedReport> Reports, IReadOnlyList<string> Sets)>.OfAsync(() => FindAsync(region, cancellationToken), _target, cancellationToken))).ConfigureAwait(false);
        // What is audited in one Region and not in another is to be told there.
        IReadOnlyList<string> sets = [.. found.Where(static one => one.Failure is null).SelectMany(static one => one.Value.Sets).Concat(IsOneSet ? [_target.AbsName] : []).Distinct(StringComparer.Ordinal)];
        var views = await Task.WhenAll(found.Select((one, i) => one.Failure is { } failure
            ? Task.FromResult<IReadOnlyList<AuditView>>([new AuditView(regions[i], string.Empty, []) { Gap = Judgement.Error(Subject.Of(_target) with { Region = regions[i] }, failure) }])
            : ReadAsync(regions[i], one.Value.Reports, sets, cancellationToken))).ConfigureAwait(false);
        return [.. views.SelectMany(static view => view)];
    }

    private bool IsOneSet => AccountPatterns.AbsName.IsMatch(_target.AbsName);

    // Of a set that is named nobody has to be told that there is one.
    private async Task<(IReadOnlyList<WantedReport> Reports, IReadOnlyList<string> Sets)> FindAsync(string region, CancellationToken cancellationToken)
    {
        var plans = _search.FindAsync(region, cancellationToken);
        var frameworks = IsOneSet ? Task.FromResult<IReadOnlyList<string>>([]) : _search.FindFrameworksAsync(region, cancellationToken);
        await Task.WhenAll(plans, frameworks).ConfigureAwait(false);
        var reports = await plans.ConfigureAwait(false);
        return (reports, [.. reports.Select(static report => report.AbsName), .. await frameworks.ConfigureAwait(false)]);
    }

    private async Task<IReadOnlyList<AuditView>> ReadAsync(string region, IReadOnlyList<WantedReport> reports, IReadOnlyList<string> wanted, CancellationToken cancellationToken)
    {
        var sets = reports.Where(static report => IsOfCompliance(report.Template)).GroupBy(static report => report.AbsName, StringComparer.Ordinal).ToList();
        // What says it of each resource says more.
        var views = await Task.WhenAll(sets.Select(set => ReadAsync(set.OrderByDescending(static report => report.Template is AuditTemplates.OfResources).First(), cancellationToken))).ConfigureAwait(false);
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

        report.Job = newest;
        var age = new ReportAge(new DateTimeOffset(completed.ToUniversalTime(), TimeSpan.Zero), session.Time.GetUtcNow());
        var source = string.Format(CultureInfo.InvariantCulture, "report {0} of {1:yyyy-MM-dd HH:mm} UTC", report.Name, completed.ToUniversalTime());
        var read = await Reading<(IReadOnlyList<AuditVerdict> Verdicts, string? Dropped)>.OfAsync(() => ReadAsync(report, newest, source, age, cancellationToken), _target, cancellationToken).ConfigureAwait(false);
        if (read.Failure is { } unread)
        {
            return view with { Gap = Judgement.Error(subject, unread) };
        }

        var stale = age.IsStale ? $"The newest {source} for account {_target.AccountId}, {report.Region} is {Counted.Of((long)age.Age.TotalDays, "day")} old: what it says need not be so any more. Have a new one made: {command}" : null;
        return view with { Verdicts = read.Value.Verdicts, Source = source, Warning = read.Value.Dropped is { } dropped ? stale is null ? dropped : $"{dropped} {stale}" : stale };
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
            // One from before the plan was changed can be about something else.
            newest = job.CompletionTime is not null && IsOfCompliance(job.ReportTemplate ?? report.Template) && (newest is null || job.CompletionTime > newest.CompletionTime) ? job : newest;
        }

        return newest;
    }

    private static bool IsOfCompliance(string template) => AuditTemplates.OfCompliance.Contains(template, StringComparer.Ordinal);

    private async Task<(IReadOnlyList<AuditVerdict> Verdicts, string? Dropped)> ReadAsync(WantedReport report, ReportJob job, string source, ReportAge age, CancellationToken cancellationToken)
    {
        var reader = new AuditRowReader(_target, session.Partition, report, source, age, _controls);
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

        return (verdicts, reader.Others == 0 ? null : $"{reader.Others} of {Counted.Of(row, "row")} in the {source} for account {_target.AccountId}, {report.Region} {(reader.Others == 1 ? "is" : "are")} about other frameworks, accounts or Regions, and passed over.");
    }

    private AuditView NoAudit(string region, string absName) => new(region, absName, [])
    {
        Gap = Judgement.Insufficient(
            (absName.Length == 0 ? Subject.Of(_target) : Subject.OfSet(_target, absName)) with { Region = region },
            $"No backup set of '{(absName.Length == 0 ? _target.AbsName : absName)}' has a report plan of Audit Manager for compliance in {region}.",
            Remedies.Note($"Choose {(absName.Length == 0 ? "the backup set and " : string.Empty)}a bucket: {Remedies.Of("New-XacntBackupAudit", _target, absName, string.Equals(region, _target.Region, StringComparison.Ordinal) ? string.Empty : $"-CopyRegion {region}")}, and with {(absName.Length == 0 ? "-AbsName and " : string.Empty)}-BucketName.")),
    };
}
