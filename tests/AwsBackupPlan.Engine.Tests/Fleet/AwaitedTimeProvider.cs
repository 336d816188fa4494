using Microsoft.Extensions.Time.Testing;

namespace AwsBackupPlan.Engine.Tests.Fleet;

/// <summary>A clock that stands still, and tells when somebody waits for it.</summary>
internal sealed class AwaitedTimeProvider : FakeTimeProvider
{
    private readonly TaskCompletionSource _awaited = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Waits until somebody has asked to be woken.</summary>
    public async Task AwaitedAsync(CancellationToken cancellationToken) => await _awaited.Task.WaitAsync(cancellationToken);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        _awaited.TrySetResult();
        return timer;
    }
}
