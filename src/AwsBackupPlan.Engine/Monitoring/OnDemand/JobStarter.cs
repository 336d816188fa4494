using Amazon.Runtime;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Deployment;
using AwsBackupPlan.Engine.Fleet;
using AwsBackupPlan.Engine.Showing;

namespace AwsBackupPlan.Engine.Monitoring.OnDemand;

/// <summary>Starts jobs once that is confirmed, and hands each on as it begins. One that cannot begin stops no other.</summary>
internal sealed class JobStarter(AccountSession session, IResultSink sink)
{
    private const int Named = 10;

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

        if (decision == Decision.Proceed)
        {
            session.Observer.Progress(new WorkProgress($"Starting {Counted.Of(starts.Count, $"{kind} job")}"));
            await BeginAsync(starts, cancellationToken).ConfigureAwait(false);
        }

        // After what has begun, so that whoever stops at the first error has all of that.
        foreach (var failure in _failures)
        {
            await sink.FailAsync(_shown.Of(failure), cancellationToken).ConfigureAwait(false);
        }

        return new WorkOutcome<string>(StartWords.Of(decision, _begun, _failures.Count), null) { HasFailed = _failures.Count > 0 };
    }

    /// <summary>The token that is sent for an item: the user's text made one of its own, so that a repetition is known by it.</summary>
    public string? Token(JobStartOptions options, params string[] item) =>
        options.IdempotencyToken is { } token ? CreatorRequestId.Of([token, session.Target.AccountId, session.Target.Region, .. item]) : null;

    private ConfirmationRequest Question(string kind, IReadOnlyList<PlannedStart> starts)
    {
        var named = string.Join("; ", starts.Take(Named).Select(static start => start.Action));
        var rest = starts.Count > Named ? $" and {starts.Count - Named} more" : string.Empty;
        return new ConfirmationRequest(
            session.Target,
            $"account {session.Target.AccountId}, {session.Target.Region}",
            $"Start {Counted.Of(starts.Count, $"{kind} job")}: {named}{rest}",
            [.. starts.Select(static start => new ConfirmationStep(start.On, start.Action))]);
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

        await sink.WriteAsync([_shown.Of(job)], cancellationToken).ConfigureAwait(false);
    }

    private void Note(PlannedStart start, Exception exception)
    {
        var failure = AccountFailures.From(exception, session.Target);
        var isKnown = exception is AccountException or AmazonServiceException { StatusCode: >= System.Net.HttpStatusCode.BadRequest and < System.Net.HttpStatusCode.InternalServerError };
        lock (_gate)
        {
            _failures.Add(failure with
            {
                Message = isKnown ? $"The {start.Name} was not begun. {failure.Message}" : $"Whether the {start.Name} was begun is not known. {failure.Message}",
                Remedy = isKnown ? failure.Remedy : $"{failure.Remedy} Get-XacntBackupJob shows whether the job is there; with -IdempotencyToken a repetition starts nothing twice.",
            });
        }
    }
}
