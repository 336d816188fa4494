namespace AwsBackupPlan.Engine.Accounts.Calls;

/// <summary>
/// Bounds the calls that are under way to what AWS counts together, such as one Region of one account, whatever work they belong to: a few more while
/// all goes well, half as many as there were when AWS throttles. Who finds no place waits for one, first come first served.
/// </summary>
/// <param name="start">How many at first.</param>
/// <param name="most">How many at most.</param>
/// <param name="time">
/// With a clock everybody also pauses when AWS throttles, longer with each time that it does so again: where one call at a time is still too much. Without one only
/// the number is bounded, and each call waits by itself before it is tried again.
/// </param>
internal sealed class CallLimit(double start = 16, double most = 48, TimeProvider? time = null)
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(8);

    private readonly object _lock = new();
    private readonly Queue<TaskCompletionSource<bool>> _waiting = new();
    private double _limit = start;
    private int _running;
    private int _endedSinceHalved = int.MaxValue;
    private int _underWayWhenHalved;
    private TimeSpan _pause;
    private DateTimeOffset _pausedUntil;

    /// <summary>How many calls may be under way now.</summary>
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

    /// <summary>Waits for a place. Each place that was taken has to be given back.</summary>
    public async Task EnterAsync(CancellationToken cancellationToken)
    {
        await TakePlaceAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            while (PauseLeft() is { Ticks: > 0 } left)
            {
                await Waiting.ForAsync(left, time!, cancellationToken).ConfigureAwait(false);
            }
        }
        catch
        {
            Leave(isThrottled: false, hasEnded: false);
            throw;
        }
    }

    /// <summary>Gives a place back.</summary>
    /// <param name="isThrottled">AWS said that there were too many calls. Calls that were under way together say so together, and count as one.</param>
    public void Leave(bool isThrottled) => Leave(isThrottled, hasEnded: true);

    private async Task TakePlaceAsync(CancellationToken cancellationToken)
    {
        TaskCompletionSource<bool> place;
        lock (_lock)
        {
            if (_running < (int)_limit)
            {
                _running++;
                return;
            }

            place = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Enqueue(place);
        }

        using var cancelled = cancellationToken.Register(() => place.TrySetCanceled(cancellationToken));
        await place.Task.ConfigureAwait(false);
    }

    private TimeSpan PauseLeft()
    {
        lock (_lock)
        {
            return time is null ? TimeSpan.Zero : _pausedUntil - time.GetUtcNow();
        }
    }

    private void Leave(bool isThrottled, bool hasEnded)
    {
        lock (_lock)
        {
            _running--;
            if (hasEnded)
            {
                Adapt(isThrottled);
                AdaptPause(isThrottled);
            }

            while (_running < (int)_limit && _waiting.Count > 0)
            {
                if (_waiting.Dequeue().TrySetResult(true))
                {
                    _running++;
                }
            }
        }
    }

    private void Adapt(bool isThrottled)
    {
        if (_endedSinceHalved < int.MaxValue)
        {
            _endedSinceHalved++;
        }

        if (!isThrottled)
        {
            _limit = Math.Min(most, _limit + (1 / _limit));
        }
        else if (_endedSinceHalved > _underWayWhenHalved)
        {
            // The one that was throttled has given back its place already.
            _limit = Math.Max(1, Math.Min(_limit, _running + 1) / 2);
            _underWayWhenHalved = _running;
            _endedSinceHalved = 0;
        }
    }

    private void AdaptPause(bool isThrottled)
    {
        if (time is null)
        {
            return;
        }

        var now = time.GetUtcNow();
        if (!isThrottled)
        {
            _pause = TimeSpan.FromTicks(_pause.Ticks * 4 / 5);
        }
        else if (now >= _pausedUntil)
        {
            // Those that were under way together say so together, and make one pause.
            _pause = _pause + _pause < ShortestPause ? ShortestPause : _pause + _pause < LongestPause ? _pause + _pause : LongestPause;
            _pausedUntil = now + _pause;
        }
    }
}
