namespace AwsBackupPlan.Engine.Monitoring.Jobs;

/// <summary>
/// The times that are read one after another, newest first. Within one all jobs are held, to be sorted: it is as long as makes them few, and as makes the windows few where there are few jobs.
/// </summary>
internal sealed class JobWindows(DateTimeOffset? since, DateTimeOffset? until, DateTimeOffset now)
{
    private const int Few = 1_000;
    private const int Many = 10_000;
    private const int Stretch = 6;

    private static readonly TimeSpan Shortest = TimeSpan.FromHours(1);

    private readonly DateTimeOffset _oldest = now - JobQuery.Reach;
    private TimeSpan _length = TimeSpan.FromDays(1);
    private DateTimeOffset _top = until < now ? until.Value : now;
    private DateTimeOffset? _before = until;
    private bool _isOver;

    /// <summary>The next one; <see langword="null"/> after the last.</summary>
    public JobWindow? Next()
    {
        if (_isOver || _top < _oldest)
        {
            return null;
        }

        var from = _top - _length;
        // What is older than AWS lists is nothing, by AWS's clock.
        _isOver = from <= _oldest || from <= since;
        var window = new JobWindow(_isOver ? since : from, _before);
        (_top, _before) = (from, from);
        return window;
    }

    /// <summary>Takes in how many jobs there were in the last one.</summary>
    public void Found(int jobs)
    {
        if (jobs <= Few)
        {
            _length = TimeSpan.FromTicks(_length.Ticks * Stretch);
        }
        else if (jobs > Many)
        {
            var half = TimeSpan.FromTicks(_length.Ticks / 2);
            _length = half > Shortest ? half : Shortest;
        }
    }
}
