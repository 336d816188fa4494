namespace AwsBackupPlan.Simulator.Backup;

/// <summary>What will happen by itself, in the order of time. It happens before anybody looks, each at its own time.</summary>
internal sealed class Timeline(SimulatorWorld world)
{
    private readonly PriorityQueue<Action<DateTimeOffset>, (DateTimeOffset At, long Order)> _events = new();
    private long _order;
    private long _nextTicks = long.MaxValue;
    private bool _runs;

    /// <summary>How many events are to come.</summary>
    public int Count => _events.Count;

    /// <summary>Whether something has become due. It can be asked without the lock of those who schedule.</summary>
    public bool IsDue(DateTimeOffset now) => Interlocked.Read(ref _nextTicks) <= now.UtcTicks;

    /// <summary>Lets something happen at a time. It is told that time, and checks itself whether it still applies.</summary>
    public void Schedule(DateTimeOffset at, Action<DateTimeOffset> happens)
    {
        _events.Enqueue(happens, (at, _order++));
        Note();
    }

    /// <summary>Lets happen what is due. For all services it is the time of each event while that happens.</summary>
    public void RunDue(DateTimeOffset now)
    {
        // What happens may look at other services, which would let happen what is due.
        if (_runs)
        {
            return;
        }

        _runs = true;
        try
        {
            while (_events.TryPeek(out var happens, out var when) && when.At <= now)
            {
                _events.Dequeue();
                world.At(when.At, happens);
            }
        }
        finally
        {
            _runs = false;
            Note();
        }
    }

    private void Note() => Interlocked.Exchange(ref _nextTicks, _events.TryPeek(out _, out var next) ? next.At.UtcTicks : long.MaxValue);
}
