using System.Runtime.ExceptionServices;

namespace AwsBackupPlan.Engine.Accounts.Calls;

/// <summary>
/// Runs many calls side by side: a little more with each one that ends without a fault, half as many when AWS throttles, and from then on no faster
/// than AWS takes them. What waits for a place holds up whoever brings more, so that a long list is never held in memory.
/// </summary>
/// <param name="time">The clock; the system's when <see langword="null"/>.</param>
internal sealed class AdaptiveParallelism(TimeProvider? time = null)
{
    private const double Start = 8;
    private const double Least = 1;
    private const double Most = 48;

#if NET9_0_OR_GREATER
    private readonly Lock _lock = new();
#else
    private readonly object _lock = new();
#endif
    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private readonly CallPace _pace = new(time ?? TimeProvider.System);
    private TaskCompletionSource<bool>? _freed;
    private ExceptionDispatchInfo? _fault;
    private double _limit = Start;
    private int _running;
    private int _doneSinceHalved = int.MaxValue;

    /// <summary>How many calls may run now.</summary>
    public int Limit
    {
        get
        {
            lock (_lock)
            {
                return (int)_limit;
            }
        }
    }

    /// <summary>Waits for a place, then starts a call and does not wait for its end.</summary>
    /// <exception cref="Exception">What an earlier call threw.</exception>
    public async Task StartAsync(Func<Task> call, CancellationToken cancellationToken)
    {
        await WaitUntilAsync(() => _running < (int)_limit, cancellationToken).ConfigureAwait(false);
        if (_pace.Take() is { Ticks: > 0 } wait)
        {
            await Waiting.ForAsync(wait, _time, cancellationToken).ConfigureAwait(false);
        }

        lock (_lock)
        {
            _fault?.Throw();
            _running++;
        }

        _ = RunAsync(call);
    }

    /// <summary>Waits until all started calls have ended.</summary>
    /// <exception cref="Exception">What one of them threw.</exception>
    public async Task WhenIdleAsync()
    {
        await DrainAsync().ConfigureAwait(false);
        _fault?.Throw();
    }

    /// <summary>Waits until all started calls have ended, whatever came of them. Nothing is left running, not even after a stop.</summary>
    public Task DrainAsync() => WaitUntilAsync(() => _running == 0, CancellationToken.None);

    /// <summary>AWS throttled. Calls that were under way together say so together, and count as one.</summary>
    public void Throttled()
    {
        lock (_lock)
        {
            if (_doneSinceHalved >= (int)_limit)
            {
                _limit = Math.Max(Least, _limit / 2);
                _doneSinceHalved = 0;
                _pace.Throttled();
            }
        }
    }

    private async Task RunAsync(Func<Task> call)
    {
        ExceptionDispatchInfo? fault = null;
        try
        {
            await call().ConfigureAwait(false);
        }
#pragma warning disable CA1031 // It is thrown again at whoever waits.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            fault = ExceptionDispatchInfo.Capture(exception);
        }

        TaskCompletionSource<bool>? freed;
        lock (_lock)
        {
            _running--;
            _fault ??= fault;
            if (fault is null)
            {
                _limit = Math.Min(Most, _limit + (1 / _limit));
                _pace.Done();
            }

            _doneSinceHalved = _doneSinceHalved == int.MaxValue ? int.MaxValue : _doneSinceHalved + 1;
            (freed, _freed) = (_freed, null);
        }

        freed?.TrySetResult(true);
    }

    private async Task WaitUntilAsync(Func<bool> isSo, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task freed;
            lock (_lock)
            {
                if (isSo())
                {
                    return;
                }

                _freed ??= new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
                freed = _freed.Task;
            }

            cancellationToken.ThrowIfCancellationRequested();
            await freed.ConfigureAwait(false);
        }
    }
}
