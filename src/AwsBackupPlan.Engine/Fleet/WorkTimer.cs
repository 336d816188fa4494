namespace AwsBackupPlan.Engine.Fleet;

/// <summary>The time that one piece of work may take. It stands still while the user is asked.</summary>
internal sealed class WorkTimer : IDisposable
{
    // A timer cannot be set further ahead, and nobody waits longer.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(24);

    private readonly object _gate = new();
    private readonly CancellationTokenSource _ended;
    private readonly TimeProvider _time;
    private readonly ITimer? _timer;
    private TimeSpan _left;
    private long _started;
    private int _pauses;
    private bool _isOver;

    public WorkTimer(TimeSpan? timeout, TimeProvider time, CancellationToken stopped)
    {
        _ended = CancellationTokenSource.CreateLinkedTokenSource(stopped);
        _time = time;
        _started = time.GetTimestamp();
        if (timeout is { } limit)
        {
            _left = limit < Longest ? limit : Longest;
            _timer = time.CreateTimer(static timer => ((WorkTimer)timer!).Expire(), this, _left, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Cancelled when the time is over, and when the fleet stops.</summary>
    public CancellationToken Token => _ended.Token;

    /// <summary>Whether the time is over.</summary>
    public bool HasExpired { get; private set; }

    /// <summary>Lets the time stand still, until it is resumed as often as it was paused.</summary>
    public void Pause()
    {
        lock (_gate)
        {
            if (_pauses++ == 0)
            {
                _timer?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
                _left -= _time.GetElapsedTime(_started);
            }
        }
    }

    /// <summary>Lets the time go on.</summary>
    public void Resume()
    {
        lock (_gate)
        {
            if (--_pauses == 0 && !_isOver)
            {
                _started = _time.GetTimestamp();
                _timer?.Change(_left > TimeSpan.Zero ? _left : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _isOver = true;
            _timer?.Dispose();
            _ended.Dispose();
        }
    }

    private void Expire()
    {
        lock (_gate)
        {
            // A timer that was stopped can still be on its way.
            if (_pauses > 0 || _isOver)
            {
                return;
            }

            HasExpired = true;
        }

        try
        {
            // Whoever is woken by it may go on right here, and must find no lock.
            _ended.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The work ended in the same moment.
        }
    }
}
