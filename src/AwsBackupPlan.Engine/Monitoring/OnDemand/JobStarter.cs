using Amazon.Runtime;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Accounts.Sessions;
using AwsBackupPlan.Engine.Deployment;
using AwsBackupPlan.Engine.Fleet;
using AwsBackupPlan.Engine.Showing;

namespace AwsBackupPlan.Engine.Monitoring.OnDemand;

/// <summary>Starts jobs once that is confirmed, and hands each on as it begins. One that cannot begin stops no other.</summary>
internal sealed class JobStarter(AccountSession session, JobStartOptions options, IResultSink sink)
{
    private const int Named = 10;

    // A job whose start is on its way begins whether or not anybody hears of it.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    private readonly object _gate = new();
    private readonly List<AccountFailure> _failures = [];
    private readonly Shown _shown = new(session.Secrets);
    private int _begun;

    /// <summary>Notes what cannot begin.</summary>
    public void Refuse(Exception exception)
    {
        lock (_gate)
        {
            _failures.Add(AccountFailures.From(exception, session.Target));
        }
    }

    /// <summary>Starts the jobs.</summary>
    /// <param name="kind">What they are: <c>backup</c>, <c>copy</c> or <c>restore</c>.</param>
    /// <param name="starts">The jobs.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<WorkOutcome<string>> StartAsync(string kind, IReadOnlyList<PlannedStart> starts, CancellationToken cancellationToken)
    {
        var decision = Decision.Proceed;
        if (starts.Count > 0)
        {
            decision = await session.Observer.ConfirmAsync(Question(kind, starts), cancellationToken).ConfigureAwait(false);
        }

        try
        {
            if (decision == Decision.Proceed)
            {
                session.Observer.Progress(new WorkProgress($"Starting {Counted.Of(starts.Count, $"{kind} job")}"));
                await BeginAsync(starts, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            // After what has begun, so that whoever stops at the first error has all of that; also when the time was up in between.
            foreach (var failure in _failures)
            {
                await sink.FailAsync(_shown.Of(failure), CancellationToken.None).ConfigureAwait(false);
            }
        }

        return new WorkOutcome<string>(StartWords.Of(decision, _begun, _failures.Count), null) { HasFailed = _failures.Count > 0 };
    }

    /// <summary>Makes the call that begins a job. When the work is stopped after that, the call is let come to its end for a while.</summary>
    public async Task<TResponse> CallAsync<TResponse>(Func<CancellationToken, Task<TResponse>> call, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var ended = new CancellationTokenSource();
        ITimer? timer = null;
        try
        {
            using (cancellationToken.Register(() => timer = session.Time.CreateTimer(static source => End((CancellationTokenSource)source!), ended, Grace, Timeout.InfiniteTimeSpan)))
            {
                return await call(ended.Token).ConfigureAwait(false);
            }
        }
        finally
        {
            timer?.Dispose();
        }
    }

    private static void End(CancellationTokenSource source)
    {
        try
        {
            source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The call ended in the same moment.
        }
    }

    /// <summary>The token that is sent for an item: the user's text made one of its own, so that a repetition is known by it.</summary>
    public string? Token(params string[] item) =>
        options.IdempotencyToken is { } token ? CreatorRequestId.Of([token, session.Target.AccountId, session.Target.Region, .. item]) : null;

    private ConfirmationRequest Question(string kind, IReadOnlyList<PlannedStart> starts)
    {
        var begun = $"Start {Counted.Of(starts.Count, $"{kind} job")}";
        var more = starts.Count > Named ? $"and {starts.Count - Named} more" : null;
        var request = new ConfirmationRequest(
            session.Target,
            $"account {session.Target.AccountId}, {session.Target.Region}",
            $"{begun}: {string.Join("; ", starts.Take(Named).Select(static start => start.Action))}{(more is null ? string.Empty : $" {more}")}",
            [.. starts.Select(static start => new ConfirmationStep(start.On, start.Action))]);
        if (starts.Count == 1 || starts.Any(static start => start.Brief is null))
        {
            return request;
        }

        var lines = starts.Take(Named).Select(static start => start.Brief!);
        return request with { Action = begun, Lines = more is null ? [.. lines] : [.. lines, more] };
    }

    private async Task BeginAsync(IReadOnlyList<PlannedStart> starts, CancellationToken cancellationToken)
    {
        var parallelism = session.Bulk(session.Target.Region);
        try
        {
            foreach (var start in starts)
            {
                await parallelism.StartAsync(() => BeginAsync(start, cancellationToken), cancellationToken).ConfigureAwait(false);
            }

            await parallelism.WhenIdleAsync().ConfigureAwait(false);
        }
        finally
        {
            await parallelism.DrainAsync().ConfigureAwait(false);
        }
    }

    private async Task BeginAsync(PlannedStart start, CancellationToken cancellationToken)
    {
        BackupJobInfo job;
        try
        {
            job = await start.BeginAsync(cancellationToken).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Whatever goes wrong with one is that one's failure.
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            Note(start, exception);
            return;
        }

        lock (_gate)
        {
            _begun++;
        }

        // It has begun whether or not the time is up. When nobody takes it any more, that ends this.
        await sink.WriteAsync([_shown.Of(job)], CancellationToken.None).ConfigureAwait(false);
    }

    // A repetition does not go on: it begins anew.
    private static string WithoutGoingOn(string remedy) => remedy.IndexOf(AccountFailures.Again, StringComparison.Ordinal) is var at and >= 0 ? remedy.Remove(at, AccountFailures.Again.Length) : remedy;

    private void Note(PlannedStart start, Exception exception)
    {
        var failure = AccountFailures.From(exception, session.Target);
        var remedy = StartFaults.Remedy(exception, session, options) ?? failure.Remedy;
        var isKnown = exception is AccountException or AmazonServiceException { StatusCode: >= System.Net.HttpStatusCode.BadRequest and < System.Net.HttpStatusCode.InternalServerError };
        lock (_gate)
        {
            _failures.Add(failure with
            {
                Message = isKnown ? $"The {start.Name} was not begun. {failure.Message}" : $"Whether the {start.Name} was begun is not known. {failure.Message}",
                Remedy = isKnown ? remedy : $"{WithoutGoingOn(remedy)} See first with Get-XacntBackupJob whether the job is there: a repetition starts it again, unless both have the same -IdempotencyToken.",
            });
        }
    }
}
