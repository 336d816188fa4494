using System.Text.Json.Nodes;
using AwsBackupPlan.Simulator.Backup.RecoveryPoints;
using AwsBackupPlan.Simulator.Backup.Wire;

namespace AwsBackupPlan.Simulator.Backup.Vaults;

/// <summary>A backup vault and the recovery points in it.</summary>
internal sealed class Vault(long sequence, BackupRegion region, string name) : ISequenced
{
    private readonly Queue<(DateTimeOffset At, int Count)> _counts = new();
    private int _shownCount;

    public long Sequence { get; } = sequence;

    public BackupRegion Region { get; } = region;

    public string Name { get; } = name;

    public string Arn { get; } = region.ArnOf($"backup-vault:{name}");

    public required string EncryptionKeyArn { get; init; }

    public required DateTimeOffset CreationDate { get; init; }

    public string? CreatorRequestId { get; init; }

    public required SortedDictionary<string, string> Tags { get; init; }

    public string? AccessPolicy { get; set; }

    public JsonObject? Notifications { get; set; }

    public VaultLock? Lock { get; set; }

    /// <summary>Recovery points by ARN.</summary>
    public SequencedSet<RecoveryPoint> RecoveryPoints { get; } = [];

    /// <summary>When the last recovery point went, if there was one and none is left.</summary>
    public DateTimeOffset? EmptiedAt { get; private set; }

    public bool HasDefaultKey => string.Equals(EncryptionKeyArn, Region.DefaultKeyArn, StringComparison.Ordinal);

    public void Add(RecoveryPoint point, DateTimeOffset now)
    {
        RecoveryPoints.Add(point.Arn, point);
        EmptiedAt = null;
        _counts.Enqueue((now, RecoveryPoints.Count));
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
}
