namespace AwsBackupPlan.Simulator.Backup;

/// <summary>What will happen by itself: each request first lets happen whatever has become due.</summary>
internal sealed class Timeline
{
    private readonly PriorityQueue<Action<DateTimeOffset>, (DateTimeOffset At, long Order)> _events = new();
    private long _order;

    /// <summary>Lets something happen at a time. It is told that time, and checks itself whether it still applies.</summary>
    public void Schedule(DateTimeOffset at, Action<DateTimeOffset> happens) => _events.Enqueue(happens, (at, _order++));

    public void RunDue(DateTimeOffset now)
    {
        while (_events.TryPeek(out var happens, out var when) && when.At <= now)
        {
            _events.Dequeue();
            happens(when.At);
        }
    }
}
