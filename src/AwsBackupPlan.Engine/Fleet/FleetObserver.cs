using AwsBackupPlan.Engine.Accounts;

namespace AwsBackupPlan.Engine.Fleet;

/// <summary>What one worker speaks to: everything goes into the fleet's channel.</summary>
internal sealed class FleetObserver(WorkChannel<FleetRecord> channel, AccountTarget target, int slot, bool wantsVerbose, TimeProvider time, WorkTimer timer, WorkTimers timers) : IWorkObserver, IResultSink, IReachObserver
{
    /// <summary>Nobody reads a bar faster, and a pipeline has better to do than to draw it.</summary>
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromMilliseconds(200);

    private readonly object _gate = new();
    private string? _lastStep;
    private long _lastProgress;
    private volatile string? _unreached;

    /// <summary>The step that the work has come to; <see langword="null"/> before the first.</summary>
    public string? LastStep
    {
        get
        {
            lock (_gate)
            {
                return _lastStep;
            }
        }
    }

    /// <summary>Why the last call found nobody there; <see langword="null"/> when it did, or there was none.</summary>
    public string? Unreached => _unreached;

    /// <inheritdoc/>
    public void Reached(string? fault)
    {
        var before = _unreached;
        _unreached = fault;
        if (fault is not null)
        {
            channel.TryWrite(new FleetProgress(target, slot, new WorkProgress("AWS is not reached, and tried again", Detail: fault) { IsUnreached = true }));
        }
        else if (before is not null)
        {
            channel.TryWrite(new FleetProgress(target, slot, LastStep is { } step ? new WorkProgress(step) : null));
        }
    }

    /// <inheritdoc/>
    public void Verbose(string message)
    {
        if (wantsVerbose)
        {
            channel.Write(new FleetMessage(target, message, IsWarning: false));
        }
    }

    /// <inheritdoc/>
    public void Warning(string message) => channel.Write(new FleetMessage(target, message, IsWarning: true));

    /// <inheritdoc/>
    public void Progress(WorkProgress progress)
    {
        lock (_gate)
        {
            var isNewStep = !string.Equals(progress.Step, _lastStep, StringComparison.Ordinal);
            if (!isNewStep && time.GetElapsedTime(_lastProgress) < ProgressInterval)
            {
                return;
            }

            _lastStep = progress.Step;
            _lastProgress = time.GetTimestamp();
        }

        channel.TryWrite(new FleetProgress(target, slot, progress));
    }

    /// <inheritdoc/>
    public ValueTask<Decision> ConfirmAsync(ConfirmationRequest request, CancellationToken cancellationToken) =>
        AnswerAsync<Decision>(answer => new FleetConfirmation(request, answer), cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<string?> AskAsync(CallerQuestion question, CancellationToken cancellationToken)
    {
        // It is asked once, and all pieces of work wait for the answer.
        timers.Pause();
        try
        {
            return await AnswerAsync<string?>(answer => new FleetQuestion(target, question, answer), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            timers.Resume();
        }
    }

    /// <inheritdoc/>
    public async Task WriteAsync(IReadOnlyList<object> results, CancellationToken cancellationToken) =>
        await AnswerAsync<bool>(taken => new FleetResults(target, results, taken), cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async Task FailAsync(AccountFailure failure, CancellationToken cancellationToken) =>
        await AnswerAsync<bool>(taken => new FleetPartFailure(target, failure, taken), cancellationToken).ConfigureAwait(false);

    private async ValueTask<TAnswer> AnswerAsync<TAnswer>(Func<Action<TAnswer>, FleetRecord> question, CancellationToken cancellationToken)
    {
        timer.Pause();
        try
        {
            return await channel.AskAsync(question, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            timer.Resume();
        }
    }
}
