using System.Text.Json.Nodes;
using AwsBackupPlan.Simulator.Backup.RecoveryPoints;
using AwsBackupPlan.Simulator.Backup.Wire;

namespace AwsBackupPlan.Simulator.Backup.Vaults;

/// <summary>A backup vault and the recovery points in it.</summary>
internal sealed class Vault(long sequence, BackupRegion region, string name) : ISequenced
{
    private readonly Queue<(DateTimeOffset At, int Count)> _counts = new();
    private readonly SequencedSet<RecoveryPoint> _points = [];
    private PointSeries? _series;
    private Action<RecoveryPoint>? _spread;
    private int _shownCount;

    public long Sequence { get; } = sequence;

    public BackupRegion Region { get; } = region;

    public string Name { get; } = name;

    public string Arn { get; } = region.ArnOf($"backup-vault:{name}");

    public required string EncryptionKeyArn { get; init; }

    /// <summary>Whether it is logically air-gapped.</summary>
    public bool IsAirGapped { get; init; }

    /// <summary>Whether its key is one of AWS's own, as that of a logically air-gapped vault is unless another is named.</summary>
    public bool HasKeyOfAws { get; init; }

    /// <summary>Its type.</summary>
    public string Type => IsAirGapped ? "LOGICALLY_AIR_GAPPED_BACKUP_VAULT" : "BACKUP_VAULT";

    public required DateTimeOffset CreationDate { get; init; }

    public string? CreatorRequestId { get; init; }

    public required SortedDictionary<string, string> Tags { get; init; }

    public string? AccessPolicy { get; private set; }

    /// <summary>When it was last changed.</summary>
    public DateTimeOffset? AccessPolicyTime { get; private set; }

    public JsonObject? Notifications { get; set; }

    public VaultLock? Lock { get; set; }

    /// <summary>Recovery points by ARN.</summary>
    public SequencedSet<RecoveryPoint> RecoveryPoints
    {
        get
        {
            Spread();
            return _points;
        }
    }

    /// <summary>How many recovery points there are.</summary>
    public int PointCount => _points.Count + (_series?.Count ?? 0);

    /// <summary>When the last recovery point went, if there was one and none is left.</summary>
    public DateTimeOffset? EmptiedAt { get; private set; }

    public bool HasDefaultKey => string.Equals(EncryptionKeyArn, Region.DefaultKeyArn, StringComparison.Ordinal);

    public void SetAccessPolicy(string? policy, DateTimeOffset now) => (AccessPolicy, AccessPolicyTime) = (policy, now);

    public void Add(RecoveryPoint point, DateTimeOffset now)
    {
        _points.Add(point.Arn, point);
        EmptiedAt = null;
        _counts.Enqueue((now, PointCount));
    }

    public void Remove(RecoveryPoint point, DateTimeOffset now)
    {
        if (RecoveryPoints.Remove(point.Arn))
        {
            EmptiedAt = RecoveryPoints.Count == 0 ? now : null;
            _counts.Enqueue((now, RecoveryPoints.Count));
        }
    }

    /// <summary>The number of recovery points as it was at a time: AWS's counter lags.</summary>
    public int CountAsOf(DateTimeOffset time)
    {
        while (_counts.TryPeek(out var change) && change.At <= time)
        {
            _shownCount = _counts.Dequeue().Count;
        }

        return _shownCount;
    }

    /// <summary>Puts recovery points into the empty vault that are made only when they are looked at.</summary>
    /// <param name="series">The recovery points.</param>
    /// <param name="now">Now.</param>
    /// <param name="spread">What is done with each when they have to be there, e.g. because one is changed.</param>
    public void Add(PointSeries series, DateTimeOffset now, Action<RecoveryPoint> spread)
    {
        if (PointCount > 0)
        {
            throw new InvalidOperationException($"The backup vault {Arn} is not empty.");
        }

        (_series, _spread, EmptiedAt) = (series, spread, null);
        _counts.Enqueue((now, PointCount));
    }

    /// <summary>The recovery point of an ARN, or <see langword="null"/>.</summary>
    public RecoveryPoint? FindPoint(string arn) => _points.Find(arn) ?? RecoveryPoints.Find(arn);

    /// <summary>The recovery points after a place, in order, without those that cannot fit a filter: only to be read.</summary>
    public IEnumerable<RecoveryPoint> PointsAfter(long sequence, RecoveryPointFilter? filter = null) =>
        _series is null ? _points.After(sequence) : _series.After(sequence, filter).Concat(_points.After(sequence));

    /// <summary>Recovery points among which is the newest of each resource: only to be read.</summary>
    public IEnumerable<RecoveryPoint> Newest() => _series is null ? _points : _series.NewestOfEach().Concat(_points);

    // From then on each can be changed.
    private void Spread()
    {
        if (_series is not { } series)
        {
            return;
        }

        _series = null;
        foreach (var point in series.After(-1, null))
        {
            _points.Add(point.Arn, point);
            _spread!(point);
        }
    }
}
