namespace AwsBackupPlan.Engine.Tests.Scenes;

/// <summary>A clock on which every wait is over at once and the time it would have taken has passed.</summary>
internal sealed class SwiftTimeProvider : TimeProvider
{
    private long _skippedTicks;

    /// <summary>Called with each wait: moves other clocks on.</summary>
    public Action<TimeSpan>? Skipped { get; set; }

    /// <summary>All the time that was waited.</summary>
    public TimeSpan Waited => TimeSpan.FromTicks(Interlocked.Read(ref _skippedTicks));

    /// <summary>Lets time pass.</summary>
    public void Advance(TimeSpan by)
    {
        if (by > TimeSpan.Zero)
        {
            Interlocked.Add(ref _skippedTicks, by.Ticks);
            Skipped?.Invoke(by);
        }
    }

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Waited;

    public override long GetTimestamp() => System.GetTimestamp() + (long)(Waited.TotalSeconds * System.TimestampFrequency);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Advance(dueTime);
        return System.CreateTimer(callback, state, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }
}
