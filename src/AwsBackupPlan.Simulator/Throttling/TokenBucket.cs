namespace AwsBackupPlan.Simulator.Throttling;

/// <summary>Holds as many tokens as calls may come at once, and gets new ones at the rate. A call takes one; without any it is too much.</summary>
internal sealed class TokenBucket(ThrottleLimit limit, TimeProvider time)
{
    private readonly Lock _lock = new();
    private double _tokens = limit.Burst;
    private long _filledAt = time.GetTimestamp();

    /// <summary>Takes a token, if there is one.</summary>
    public bool TryTake()
    {
        lock (_lock)
        {
            var now = time.GetTimestamp();
            _tokens = Math.Min(limit.Burst, _tokens + (limit.Rate * time.GetElapsedTime(_filledAt, now).TotalSeconds));
            _filledAt = now;
            if (_tokens < 1)
            {
                return false;
            }

            _tokens--;
            return true;
        }
    }
}
