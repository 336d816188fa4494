using Amazon.Backup.Model;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Accounts.Calls;
using AwsBackupPlan.Engine.Accounts.Sessions;
using AwsBackupPlan.Engine.Compliance.Audit.Files;
using AwsBackupPlan.Engine.Compliance.Evidence;
using AwsBackupPlan.Engine.Deployment;
using AwsBackupPlan.Engine.Fleet;
using AwsBackupPlan.Engine.Monitoring.OnDemand;
using AwsBackupPlan.Engine.Showing;

namespace AwsBackupPlan.Engine.Compliance.Audit;

/// <summary>Has reports made, waits for them, and hands their rows on. One that fails stops no other.</summary>
internal sealed class AuditReporting(AccountSession session, AuditReportOptions options, IResultSink sink)
{
    private const int PageSize = 500;
    private const int MostMisses = 5;

    private static readonly TimeSpan First = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    // One that has gone on for so long is stuck.
    private static readonly TimeSpan MostOfAll = TimeSpan.FromHours(24);

    private readonly AccountTarget _target = session.Target;
    private readonly AuditReader _reader = new(session);
    private readonly ReportFileReader _files = new(session);
    private readonly ReportWords _words = new(session.Target);
    private readonly Shown _shown = new(session.Secrets);
    private readonly HashSet<string> _told = new(StringComparer.Ordinal);
    private int _done;
    private int _failed;

    /// <summary>Makes them.</summary>
    public async Task<WorkOutcome<string>> RunAsync(CancellationToken cancellationToken)
    {
        session.Observer.Progress(new WorkProgress("Reading report plans"));
        var wanted = await LookForRunningAsync(await FindAsync(cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        var decision = wanted.Count == 0 ? Decision.Declined : await session.Observer.ConfirmAsync(_words.Question(wanted), cancellationToken).ConfigureAwait(false);
        if (decision == Decision.Proceed)
        {
            var begun = await BeginAsync(wanted, cancellationToken).ConfigureAwait(false);
            if (!options.NoWait)
            {
                await WaitAsync(begun, cancellationToken).ConfigureAwait(false);
            }
        }

        return new WorkOutcome<string>(Word(decision), null) { HasFailed = _failed > 0 };
    }

    private string Word(Decision decision) =>
        _failed > 0 || decision != Decision.Proceed || options.NoWait ? StartWords.Of(decision, _done, _failed) : "completed";

    private async Task<IReadOnlyList<WantedReport>> FindAsync(CancellationToken cancellationToken)
    {
        var search = new ReportPlanSearch(session, options.TagKey);
        var regions = await Task.WhenAll(AuditReader.Regions(_target).Select(region => Reading<IReadOnlyList<WantedReport>>.OfAsync(() => search.FindAsync(region, cancellationToken), _target, cancellationToken))).ConfigureAwait(false);
        IReadOnlyList<WantedReport> all = [.. (await ReadAsync(regions, cancellationToken).ConfigureAwait(false)).SelectMany(static reports => reports)];
        var names = options.ReportPlanNames.Select(static name => AbsNamePattern.Parse(name, ignoresCase: true)).ToList();
        IReadOnlyList<WantedReport> wanted =
        [
            .. all.Where(report => (names.Count == 0 || names.Exists(name => name.IsMatch(report.Name)))
                && (options.Templates.Count == 0 || options.Templates.Contains(report.Template, StringComparer.Ordinal))),
        ];
        // What could not be read has been told.
        return wanted.Count > 0 || _failed > 0 ? wanted : throw _words.NothingFound(all);
    }

    private async Task<IReadOnlyList<WantedReport>> LookForRunningAsync(IReadOnlyList<WantedReport> wanted, CancellationToken cancellationToken)
    {
        var reports = await Task.WhenAll(wanted.Select(report => Reading<WantedReport>.OfAsync(() => LookForRunningAsync(report, cancellationToken), _target, cancellationToken))).ConfigureAwait(false);
        return await ReadAsync(reports, cancellationToken).ConfigureAwait(false);
    }

    private async Task<WantedReport> LookForRunningAsync(WantedReport report, CancellationToken cancellationToken)
    {
        report.Job = await RunningAsync(report, cancellationToken).ConfigureAwait(false);
        return report;
    }

    // What goes wrong with one is that one's failure.
    private async Task<IReadOnlyList<T>> ReadAsync<T>(IReadOnlyList<Reading<T>> readings, CancellationToken cancellationToken)
    {
        foreach (var failure in readings.Select(static reading => reading.Failure).OfType<AccountFailure>())
        {
            await FailAsync(failure, cancellationToken).ConfigureAwait(false);
        }

        return [.. readings.Where(static reading => reading.Failure is null).Select(static reading => reading.Value)];
    }

    private async Task<List<WantedReport>> BeginAsync(IReadOnlyList<WantedReport> wanted, CancellationToken cancellationToken)
    {
        session.Observer.Progress(new WorkProgress($"Starting {Counted.Of(wanted.Count, "report")}"));
        var begun = new List<WantedReport>();
        foreach (var report in wanted)
        {
            try
            {
                await BeginAsync(report, cancellationToken).ConfigureAwait(false);
                begun.Add(report);
                if (options.NoWait)
                {
                    _done++;
                    await sink.WriteAsync([Job(report)], cancellationToken).ConfigureAwait(false);
                }
            }
#pragma warning disable CA1031 // Whatever goes wrong with one is that one's failure.
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                await FailAsync(exception, cancellationToken).ConfigureAwait(false);
            }
        }

        return begun;
    }

    private async Task BeginAsync(WantedReport report, CancellationToken cancellationToken)
    {
        report.Job = await LookAgainAsync(report, cancellationToken).ConfigureAwait(false);
        var how = report.Job is not { } job ? "was begun" : ReportJobs.GoesOn(job) ? "goes on already: none is begun" : "has been done meanwhile: none is begun";
        report.Job ??= await StartAsync(report, cancellationToken).ConfigureAwait(false);
        session.Observer.Verbose($"Report job {report.JobId} of {report.Name} in {report.Region} {how}.");
    }

    // While the question was open somebody may have begun one, and the one that went on may have failed.
    private async Task<ReportJob?> LookAgainAsync(WantedReport report, CancellationToken cancellationToken)
    {
        if (report.Job is { } before)
        {
            var now = await _reader.FindJobAsync(report.Region, before.ReportJobId, cancellationToken).ConfigureAwait(false) ?? before;
            if (now.Status is "COMPLETED" || ReportJobs.GoesOn(now))
            {
                return now;
            }
        }

        return await RunningAsync(report, cancellationToken).ConfigureAwait(false);
    }

    // One that goes on was begun by a run that was interrupted, or by Audit Manager itself, and is as new. A token stands for a job of its own.
    private async Task<ReportJob?> RunningAsync(WantedReport report, CancellationToken cancellationToken) =>
        options.IdempotencyToken is null ? await _reader.FindRunningJobAsync(report.Region, report.Name, cancellationToken).ConfigureAwait(false) : null;

    // A call that is made again, since its answer was lost, begins nothing twice.
    private async Task<ReportJob> StartAsync(WantedReport report, CancellationToken cancellationToken)
    {
        var token = options.IdempotencyToken is { } given ? CreatorRequestId.Of(given, _target.AccountId, report.Region, report.Name) : Guid.NewGuid().ToString("D");
        var started = await session.Backup(report.Region).StartReportJobAsync(new StartReportJobRequest { ReportPlanName = report.Name, IdempotencyToken = token }, cancellationToken).ConfigureAwait(false);
        return new ReportJob { ReportJobId = started.ReportJobId, Status = "CREATED", ReportTemplate = report.Template, CreationTime = session.Time.GetUtcNow().UtcDateTime };
    }

    private async Task WaitAsync(List<WantedReport> begun, CancellationToken cancellationToken)
    {
        var open = begun;
        var most = options.Timeout ?? MostOfAll;
        var waits = new Backoff(session.Time, First, Longest, most);
        while (open.Count > 0)
        {
            session.Observer.Progress(new WorkProgress("Waiting for reports", 100 * (begun.Count - open.Count) / begun.Count, $"{begun.Count - open.Count} of {Counted.Of(begun.Count, "report")} done"));
            var left = new List<WantedReport>();
            foreach (var report in open)
            {
                if (!await HasEndedAsync(report, cancellationToken).ConfigureAwait(false))
                {
                    left.Add(report);
                }
            }

            open = left;
            if (open.Count > 0 && !await waits.WaitAsync(cancellationToken).ConfigureAwait(false))
            {
                _failed += open.Count;
                await sink.FailAsync(_shown.Of(_words.NotEnded(open, most)), cancellationToken).ConfigureAwait(false);
                return;
            }
        }
    }

    private async Task<bool> HasEndedAsync(WantedReport report, CancellationToken cancellationToken)
    {
        try
        {
            if (await LookAsync(report, cancellationToken).ConfigureAwait(false) is not { } job)
            {
                return false;
            }

            report.Job = job;
            if (ReportJobs.GoesOn(job))
            {
                return false;
            }

            if (job.Status is not "COMPLETED")
            {
                throw _words.Failed(report, job);
            }

            await WriteRowsAsync(report, job, cancellationToken).ConfigureAwait(false);
            _done++;
        }
#pragma warning disable CA1031 // Whatever goes wrong with one is that one's failure.
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            await FailAsync(exception, cancellationToken).ConfigureAwait(false);
        }

        return true;
    }

    // A job that has just begun need not be known everywhere.
    private async Task<ReportJob?> LookAsync(WantedReport report, CancellationToken cancellationToken)
    {
        if (await _reader.FindJobAsync(report.Region, report.JobId!, cancellationToken).ConfigureAwait(false) is { } job)
        {
            report.TimesMissed = 0;
            return job;
        }

        return ++report.TimesMissed < MostMisses ? null : throw _words.NotKnown(report);
    }

    private async Task WriteRowsAsync(WantedReport report, ReportJob job, CancellationToken cancellationToken)
    {
        session.Observer.Progress(new WorkProgress($"Reading {report.Name}"));
        var rows = 0L;
        var page = new List<object>(PageSize);
        try
        {
            await foreach (var row in _files.ReadAsync(report.Region, job.ReportDestination?.S3BucketName ?? report.BucketName, job.ReportDestination?.S3Keys ?? [], cancellationToken).ConfigureAwait(false))
            {
                page.Add(Row(report, row));
                rows++;
                if (page.Count == PageSize)
                {
                    object[] full = [.. page];
                    page.Clear();
                    await sink.WriteAsync(full, cancellationToken).ConfigureAwait(false);
                }
            }
        }
        catch (AccountException exception) when (rows > 0)
        {
            throw new AccountException(exception.ErrorId, exception.Category, $"{CallFault.Sentence(exception.Message)} {Counted.Of(rows, "row")} of it came before that, and they are not all.", exception.Remedy, exception.InnerException) { Region = exception.Region };
        }
        finally
        {
            if (page.Count > 0 && !cancellationToken.IsCancellationRequested)
            {
                await sink.WriteAsync([.. page], cancellationToken).ConfigureAwait(false);
            }
        }

        session.Observer.Verbose($"The report {report.Name} in {report.Region} has {Counted.Of(rows, "row")}.");
    }

    private AuditReportRow Row(WantedReport report, ReportRow row) => new()
    {
        AccountId = _target.AccountId,
        AbsName = report.AbsName,
        Region = report.Region,
        ReportPlanName = report.Name,
        Template = report.Template,
        ReportJobId = report.JobId!,
        S3Uri = row.S3Uri,
        Columns = row.Columns,
    };

    private AuditReportJob Job(WantedReport report) => new()
    {
        AccountId = _target.AccountId,
        AbsName = report.AbsName,
        Region = report.Region,
        ReportPlanName = report.Name,
        Template = report.Template,
        ReportJobId = report.JobId!,
        Status = report.Job!.Status is { Length: > 0 } status ? status : "CREATED",
        BucketName = report.BucketName,
        CreationDate = report.Job.CreationTime is { } created ? new DateTimeOffset(created.ToUniversalTime(), TimeSpan.Zero) : session.Time.GetUtcNow(),
    };

    private Task FailAsync(Exception exception, CancellationToken cancellationToken) => FailAsync(AccountFailures.From(exception, _target), cancellationToken);

    // That a session has ended is so of all, and told once.
    private Task FailAsync(AccountFailure failure, CancellationToken cancellationToken)
    {
        _failed++;
        return failure.ErrorId is not ("SessionExpired" or "LoginExpired") || _told.Add(failure.ErrorId) ? sink.FailAsync(_shown.Of(failure), cancellationToken) : Task.CompletedTask;
    }
}
