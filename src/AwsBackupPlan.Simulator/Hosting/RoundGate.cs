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
    private IReadOnlyList<int> _sizes = [];
    private int _round;

    internal RoundGate() => _timer = TimeProvider.System.CreateTimer(_ => Release(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    /// <summary>Starts measuring, from round 1.</summary>
    /// <param name="quiet">How long no request must come before a round ends; longer than a client needs to send what it sends together.</param>
    /// <param name="sizes">
    /// How many requests each round is expected to have: one that has as many ends at once. A test that knows them depends on no clock while
    /// they hold.
    /// </param>
    public void Start(TimeSpan quiet, params IReadOnlyList<int> sizes)
    {
        ArgumentNullException.ThrowIfNull(sizes);
        lock (_lock)
        {
            _quiet = quiet;
            _sizes = sizes;
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
            if (round.Number <= _sizes.Count && round.Held >= _sizes[round.Number - 1])
            {
                Release();
            }
            else
            {
                _timer.Change(_quiet, Timeout.InfiniteTimeSpan);
            }
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
            _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    private sealed class Round(int number)
    {
        public int Number { get; } = number;

        public SemaphoreSlim Gate { get; } = new(0);

        public int Held { get; set; }
    }
}
