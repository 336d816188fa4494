using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

namespace AwsBackupPlan.Engine.Tests.Scenes;

/// <summary>A clock that a test turns, and that tells when somebody waits by it: turned too early, it would leave them waiting.</summary>
internal sealed class WatchedTimeProvider : FakeTimeProvider
{
    private readonly ConcurrentDictionary<TimeSpan, TaskCompletionSource> _timers = new();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        Timer(dueTime).TrySetResult();
        return timer;
    }

    /// <summary>Turns the clock once somebody waits by it for just that time.</summary>
    public async Task PassAsync(TimeSpan wait, CancellationToken cancellationToken)
    {
        await Timer(wait).Task.WaitAsync(cancellationToken);
        Advance(wait);
    }

    private TaskCompletionSource Timer(TimeSpan wait) => _timers.GetOrAdd(wait, static _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}
