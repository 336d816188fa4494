namespace AwsBackupPlan.Engine.Accounts.Calls;

/// <summary>
/// How many calls of a bulk begin in a second: as many as will until AWS throttles, then somewhat fewer than AWS answered, and from there slowly more. A bound on
/// calls side by side alone does not hold a rate: where answers come fast, even one after another are too many.
/// </summary>
/// <param name="time">The clock.</param>
internal sealed class CallPace(TimeProvider time)
{
    private const double Cut = 0.7;
    private const double Least = 2;

    // By this many calls a second the rate grows with each call, so by a twentieth in a second.
    private const double Growth = 0.05;

    private static readonly TimeSpan Window = TimeSpan.FromSeconds(0.5);

    // How long it takes until a lower rate shows.
    private static readonly TimeSpan Effect = TimeSpan.FromSeconds(1);

    // What a wait took too long is made up for, so far.
    private static readonly TimeSpan Arrears = TimeSpan.FromMilliseconds(50);

#if NET9_0_OR_GREATER
    private readonly Lock _lock = new();
#else
    private readonly object _lock = new();
#endif
    private readonly long _origin = time.GetTimestamp();
    private double _rate = double.PositiveInfinity;
    private double _measured;
    private int _done;
    private TimeSpan _windowStart;
    private TimeSpan _next;
    private TimeSpan _taken;
    private TimeSpan _cutAt = -Effect;

    // What AWS took when it last throttled.
    private double _taking;

    /// <summary>Takes the next turn.</summary>
    /// <returns>How long it is until then.</returns>
    public TimeSpan Take()
    {
        lock (_lock)
        {
            var now = Now;
            if (now - _taken > Window)
            {
                // While nothing was to be done, nothing was measured.
                (_windowStart, _done) = (now, 0);
            }

            _taken = now;
            if (double.IsPositiveInfinity(_rate))
            {
                return TimeSpan.Zero;
            }

            var turn = _next > now - Arrears ? _next : now - Arrears;
            _next = turn + TimeSpan.FromSeconds(1 / _rate);
            return turn > now ? turn - now : TimeSpan.Zero;
        }
    }

    /// <summary>A call has ended well.</summary>
    public void Done()
    {
        lock (_lock)
        {
            _rate += _rate < _taking ? 2 * Growth : Growth;
            _done++;
            var elapsed = Now - _windowStart;
            if (elapsed >= Window)
            {
                _measured = _done / elapsed.TotalSeconds;
                _done = 0;
                _windowStart = Now;
            }
        }
    }

    /// <summary>AWS throttled.</summary>
    public void Throttled()
    {
        lock (_lock)
        {
            // Calls that were under way, and their repetitions, are throttled at the rate before.
            if (Now < _cutAt + Effect)
            {
                return;
            }

            _cutAt = Now;
            var elapsed = (Now - _windowStart).TotalSeconds;
            var measured = _measured > 0 ? _measured : elapsed > 0 ? _done / elapsed : Least;
            _taking = Math.Min(measured, _rate);
            _rate = Math.Max(Least, Cut * _taking);
        }
    }

    private TimeSpan Now => time.GetElapsedTime(_origin);
}
