using System.Collections.Concurrent;

namespace AwsBackupPlan.Simulator.Throttling;

/// <summary>Counts the calls of each account to each service in each Region against the limits.</summary>
/// <remarks>The account is that of the keys that sign: all AssumeRole calls of a fleet count for the one account that calls.</remarks>
internal sealed class CallMeter(ThrottleLimits? limits, TimeProvider time)
{
    private readonly ConcurrentDictionary<(string AccountId, string Service, string Region), TokenBucket> _buckets = new();

    /// <summary>Counts a call; whether it is one too many.</summary>
    public bool IsTooMuch(string accountId, string service, string region) =>
        limits?.Of(service) is { } limit && !_buckets.GetOrAdd((accountId, service, region), static (_, made) => new TokenBucket(made.limit, made.time), (limit, time)).TryTake();

    /// <summary>Forgets all calls.</summary>
    public void Clear() => _buckets.Clear();
}
