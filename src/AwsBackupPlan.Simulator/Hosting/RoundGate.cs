namespace AwsBackupPlan.Simulator.Hosting;

/// <summary>
/// Measures the depth of a chain of calls: holds all answers until no further request has come for a quiet time, then lets them go
/// together. Requests of one round did not wait for one another; the number of rounds is the depth.
/// </summary>
public sealed class RoundGate : IDisposable
{
    private readonly Lock _lock = new();
    private readonly ITimer _timer;
    private Round? _open;
    private TimeSpan _quiet;
    private int _round;

    internal RoundGate() => _timer = TimeProvider.System.CreateTimer(_ => Release(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    /// <summary>Starts measuring, from round 1.</summary>
    /// <param name="quiet">How long no request must come before a round ends; longer than a client needs to send what it sends together.</param>
    public void Start(TimeSpan quiet)
    {
        lock (_lock)
        {
            _quiet = quiet;
            _round = 0;
        }
    }

    /// <summary>Stops measuring and lets go what is held.</summary>
    public void Stop()
    {
        lock (_lock)
        {
            _quiet = TimeSpan.Zero;
        }

        Release();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Stop();
        _timer.Dispose();
    }

    /// <summary>Waits for the end of the round and returns its number; 0 at once when not measuring.</summary>
    internal async Task<int> HoldAsync()
    {
        Round round;
        lock (_lock)
        {
            if (_quiet == TimeSpan.Zero)
            {
                return 0;
            }

            round = _open ??= new Round(++_round);
            round.Held++;
            _timer.Change(_quiet, Timeout.InfiniteTimeSpan);
        }

        await round.Gate.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        return round.Number;
    }

    private void Release()
    {
        lock (_lock)
        {
            _open?.Gate.Release(_open.Held);
            _open = null;
        }
    }

    private sealed class Round(int number)
    {
        public int Number { get; } = number;

        public SemaphoreSlim Gate { get; } = new(0);

        public int Held { get; set; }
    }
}
