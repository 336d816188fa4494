namespace AwsBackupPlan.Engine;

/// <summary>Waits that grow, up to a limit in all: for what AWS needs time for.</summary>
internal sealed class Backoff(TimeProvider time, TimeSpan first, TimeSpan longest, TimeSpan limit)
{
    private readonly long _started = time.GetTimestamp();
    private TimeSpan? _next;

    /// <summary>The time since the start.</summary>
    public TimeSpan Elapsed => time.GetElapsedTime(_started);

    /// <summary>Waits, longer each time, never beyond the limit.</summary>
    /// <returns>False, without waiting, when the limit has been reached.</returns>
    public async Task<bool> WaitAsync(CancellationToken cancellationToken)
    {
        var left = limit - Elapsed;
        if (left <= TimeSpan.Zero)
        {
            return false;
        }

        var next = _next ?? first;
        var wait = next < left ? next : left;
        _next = TimeSpan.FromTicks(Math.Min(next.Ticks * 2, longest.Ticks));
        await Waiting.ForAsync(wait, time, cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>Goes back to the first wait: something moved.</summary>
    public void Quicken() => _next = null;
}
