using System.Collections.Concurrent;
using AwsBackupPlan.Simulator.Config;

namespace AwsBackupPlan.Simulator;

/// <summary>What all services of one simulator share: its options, its clock, ids, and knowledge across services.</summary>
/// <remarks>Services reach one another through this seam alone, e.g. AWS Backup asks KMS whether a key can be used.</remarks>
public sealed class SimulatorWorld(SimulatorOptions options)
{
    private long _clockOffsetTicks;
    private long _clientSkewTicks;
    private readonly ConcurrentDictionary<(string AccountId, string Region), bool> _disabledRegions = new();
    private readonly HashSet<string> _regions = new(options.Regions, StringComparer.Ordinal);

    private volatile int _latencyMs = options.LatencyMs;
    private volatile int _eventThread;
    private DateTimeOffset _eventTime;

    /// <summary>How the simulator was set up.</summary>
    public SimulatorOptions Options { get; } = options;

    /// <summary>Now, moved on by <c>POST /_simulator/clock</c>; for what happens by itself, the time at which it happens.</summary>
    public DateTimeOffset Now => _eventThread == Environment.CurrentManagedThreadId ? _eventTime : RealNow;

    private DateTimeOffset RealNow => Options.TimeProvider.GetUtcNow().AddTicks(Interlocked.Read(ref _clockOffsetTicks));

    /// <summary>Now as clients see it: without what <c>/_simulator/clock</c> added. Sessions are issued and expire by it.</summary>
    public DateTimeOffset ClientNow => Options.TimeProvider.GetUtcNow();

    /// <summary>
    /// How far the clock of AWS is before that of clients, behind it when less than nothing. Signatures are checked by it, and every answer says it in its header Date, from which
    /// clients can tell that their own is wrong.
    /// </summary>
    public TimeSpan ClientClockSkew
    {
        get => TimeSpan.FromTicks(Interlocked.Read(ref _clientSkewTicks));
        set => Interlocked.Exchange(ref _clientSkewTicks, value.Ticks);
    }

    /// <summary>Milliseconds added to every answer from now on.</summary>
    public int LatencyMs
    {
        get => _latencyMs;
        set => _latencyMs = value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "An answer cannot come before its request.");
    }

    /// <summary>Whether a KMS key ARN names a key that can encrypt in that account and Region. KMS sets it.</summary>
    public Func<string, bool> IsKeyUsable { get; set; } = static _ => true;

    /// <summary>The ARN of the key that an id, ARN or alias names in an account and Region, or <see langword="null"/>. KMS sets it.</summary>
    public Func<string, string, string, string?> FindKey { get; set; } = static (_, _, _) => null;

    /// <summary>The aliases of a key, named by its ARN. KMS sets it.</summary>
    public Func<string, IReadOnlyList<string>> AliasesOf { get; set; } = static _ => [];

    /// <summary>The key that encrypts a parameter of an account and Region, as it was named, or <see langword="null"/> for one that is no secret. The Parameter Store sets it.</summary>
    public Func<string, string, string, string?> KeyOfParameter { get; set; } = static (_, _, _) => null;

    /// <summary>Whether an IAM role exists that AWS Backup can assume. IAM's stand-in (STS) sets it.</summary>
    public Func<string, bool> IsBackupRole { get; set; } = static _ => true;

    /// <summary>The databases of an account and Region as (ARN, is a cluster, tags). RDS sets it.</summary>
    public Func<string, string, IReadOnlyList<SimulatedDatabase>> Databases { get; set; } = static (_, _) => [];

    /// <summary>
    /// Modifies a database at once, to keep automated backups for so many days, as long as before when <see langword="null"/>. Answers with its status when that is not
    /// <c>available</c>; it is not modified then. RDS sets it.
    /// </summary>
    public Func<string, int?, string?> ModifyDatabase { get; set; } = static (_, _) => null;

    /// <summary>Makes a database out of a recovery point. Answers with the reason why not. RDS sets it.</summary>
    public Func<DatabaseRestore, string?> RestoreDatabase { get; set; } = static _ => null;

    /// <summary>The recorder of AWS Config in an account and Region, or <see langword="null"/>. AWS Config sets it.</summary>
    public Func<string, string, ConfigRecording?> Recording { get; set; } = static (_, _) => null;

    /// <summary>Writes what AWS Backup reports into a bucket, under a key. Answers with the reason why not. Amazon S3 sets it.</summary>
    public Func<string, string, byte[], string?> WriteReport { get; set; } = static (_, _, _) => null;

    /// <summary>Lets happen whatever has become due, such as jobs that run: every service's answer is of after it. AWS Backup sets it.</summary>
    public Action CatchUp { get; set; } = static () => { };

    /// <summary>Switches a Region on or off for an account. Where it is off, AWS does not know the account's keys.</summary>
    public void SetRegionEnabled(string accountId, string region, bool enabled)
    {
        if (enabled)
        {
            _disabledRegions.TryRemove((accountId, region), out _);
        }
        else
        {
            _disabledRegions[(accountId, region)] = true;
        }
    }

    /// <summary>Whether there is such a Region.</summary>
    internal bool HasRegion(string region) => _regions.Contains(region);

    /// <summary>Whether a Region is on for an account, as all are at first.</summary>
    internal bool IsRegionEnabled(string accountId, string region) => _disabledRegions.IsEmpty || !_disabledRegions.ContainsKey((accountId, region));

    /// <summary>Switches all Regions on.</summary>
    internal void EnableRegions() => _disabledRegions.Clear();

    /// <summary>The size of a list's page: what was asked for, or the list's own default, but never more than the options allow.</summary>
    public int PageSize(int? asked, int standard)
    {
        var size = asked ?? standard;
        return Options.PageSize > 0 ? Math.Min(size, Options.PageSize) : size;
    }

    /// <summary>Moves the clock on. What becomes due in between has happened when it returns, in order, each at its own time.</summary>
    public void Advance(TimeSpan by)
    {
        // What was due before happens with the state as it was before.
        CatchUp();
        Interlocked.Add(ref _clockOffsetTicks, by.Ticks);
        CatchUp();
    }

    /// <summary>Sets the clock back to real time.</summary>
    public void ResetClock() => Interlocked.Exchange(ref _clockOffsetTicks, 0);

    /// <summary>Lets something happen at a time: as long as it does, it is that time for it.</summary>
    internal void At(DateTimeOffset time, Action<DateTimeOffset> happens)
    {
        _eventTime = time;
        _eventThread = Environment.CurrentManagedThreadId;
        try
        {
            happens(time);
        }
        finally
        {
            _eventThread = 0;
        }
    }
}
