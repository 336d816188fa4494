namespace AwsBackupPlan.Engine.Fleet;

/// <summary>The timers of all pieces of work in flight. They stand still together while the user is asked something that all of them wait for.</summary>
internal sealed class WorkTimers
{
    private readonly object _gate = new();
    private readonly HashSet<WorkTimer> _running = [];
    private int _questions;

    /// <summary>Starts with the timer of a piece of work.</summary>
    public void Add(WorkTimer timer)
    {
        lock (_gate)
        {
            _running.Add(timer);
            if (_questions > 0)
            {
                timer.Pause();
            }
        }
    }

    /// <summary>A piece of work has ended.</summary>
    public void Remove(WorkTimer timer)
    {
        lock (_gate)
        {
            _running.Remove(timer);
        }
    }

    /// <summary>A question is asked.</summary>
    public void Pause()
    {
        lock (_gate)
        {
            if (_questions++ == 0)
            {
                foreach (var timer in _running)
                {
                    timer.Pause();
                }
            }
        }
    }

    /// <summary>It has been answered, or there is nobody any more who waits for the answer.</summary>
    public void Resume()
    {
        lock (_gate)
        {
            if (--_questions == 0)
            {
                foreach (var timer in _running)
                {
                    timer.Resume();
                }
            }
        }
    }
}
