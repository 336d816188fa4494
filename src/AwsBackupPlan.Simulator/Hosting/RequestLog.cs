namespace AwsBackupPlan.Simulator.Hosting;

/// <summary>The requests that were answered since the start or the last clearing.</summary>
internal sealed class RequestLog
{
    // What neither begins like a read nor changes anything.
    private static readonly HashSet<string> OtherReads = new(StringComparer.Ordinal) { "AssumeRole", "AssumeRoleWithWebIdentity", "GenerateDataKey", "HeadBucket", "HeadObject" };

    // A part is small enough not to be one of the garbage collector's large objects.
    private const int PartSize = 512;

    private readonly Lock _lock = new();
    private readonly long _start = TimeProvider.System.GetTimestamp();
    private readonly List<RequestEntry[]> _full = [];
    private RequestEntry[] _last = new RequestEntry[PartSize];
    private int _filled;
    private long _sequence;
    private int _open;

    /// <summary>The time since the host started.</summary>
    public TimeSpan Elapsed => TimeProvider.System.GetElapsedTime(_start);

    /// <summary>How many requests have come and are neither answered nor given up.</summary>
    public int Open => Volatile.Read(ref _open);

    /// <summary>A request has come.</summary>
    public void Enter() => Interlocked.Increment(ref _open);

    /// <summary>It is answered, or its client has given it up.</summary>
    public void Leave() => Interlocked.Decrement(ref _open);

    /// <summary>The next place in the order of arrival.</summary>
    public long NextSequence() => Interlocked.Increment(ref _sequence);

    /// <summary>Adds a request.</summary>
    public void Add(in RequestEntry entry)
    {
        lock (_lock)
        {
            if (_filled == PartSize)
            {
                _full.Add(_last);
                (_last, _filled) = (new RequestEntry[PartSize], 0);
            }

            _last[_filled++] = entry;
        }
    }

    /// <summary>All requests, in the order they arrived.</summary>
    public IReadOnlyList<RequestRecord> Snapshot()
    {
        RequestRecord[] copy;
        lock (_lock)
        {
            copy = [.. _full.SelectMany(static part => part).Concat(_last.Take(_filled)).Select(static entry => entry.ToRecord())];
        }

        Array.Sort(copy, static (a, b) => a.Sequence.CompareTo(b.Sequence));
        return copy;
    }

    /// <summary>Forgets all requests.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _full.Clear();
            (_last, _filled) = (new RequestEntry[PartSize], 0);
        }
    }

    /// <summary>Whether an operation changes something, by its name.</summary>
    public static bool IsWrite(string operation) =>
        operation.Length > 0
        && !operation.StartsWith("Get", StringComparison.Ordinal)
        && !operation.StartsWith("List", StringComparison.Ordinal)
        && !operation.StartsWith("Describe", StringComparison.Ordinal)
        && !OtherReads.Contains(operation);
}
