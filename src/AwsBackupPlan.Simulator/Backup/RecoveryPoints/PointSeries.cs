using System.Text.Json.Nodes;
using AwsBackupPlan.Simulator.Backup.Plans;
using AwsBackupPlan.Simulator.Backup.Vaults;

namespace AwsBackupPlan.Simulator.Backup.RecoveryPoints;

/// <summary>Recovery points that follow from a few numbers: one of each resource each day. Each is made when it is looked at, always the same.</summary>
internal sealed class PointSeries(Vault vault, DailyRecoveryPoints points, long firstSequence, DateTimeOffset newest, JsonObject? creator, string roleArn)
{
    private const long SizeInBytes = 20L << 30;

    private readonly int _perDay = points.ResourceArns.Count;

    /// <summary>How many there are.</summary>
    public int Count => _perDay * points.Days;

    /// <summary>Those after a place, in order, as far as they can fit a filter.</summary>
    public IEnumerable<RecoveryPoint> After(long sequence, RecoveryPointFilter? filter)
    {
        for (var index = (int)Math.Clamp(sequence - firstSequence + 1, 0, Count); index < Count; index++)
        {
            // Most are left out before they are made.
            var created = CreatedAt(index);
            if (filter is null || ((filter.CreatedAfter is not { } after || created > after)
                && (filter.CreatedBefore is not { } before || created < before)
                && (filter.ResourceArn is not { } resource || string.Equals(resource, ResourceOf(index), StringComparison.Ordinal))))
            {
                yield return Make(index);
            }
        }
    }

    /// <summary>The newest of each resource.</summary>
    public IEnumerable<RecoveryPoint> NewestOfEach() => After(firstSequence + Count - _perDay - 1, null);

    private DateTimeOffset CreatedAt(int index) => newest.AddDays((index / _perDay) - points.Days + 1);

    private string ResourceOf(int index) => points.ResourceArns[index % _perDay];

    private RecoveryPoint Make(int index)
    {
        var resource = ResourceOf(index);
        var sequence = firstSequence + index;
        var type = ResourceTypes.IsCluster(resource) ? "Aurora" : "RDS";
        var job = points.SourceBackupVaultArn is null ? "job" : "copyjob";
        var created = CreatedAt(index);
        return new RecoveryPoint(sequence, vault, ResourceTypes.NewRecoveryPointArn(vault.Region, resource, type, $"{job}-{new Guid(index, 0, 0x4000, BitConverter.GetBytes(sequence)):D}"))
        {
            ResourceArn = resource,
            ResourceType = type,
            Status = "COMPLETED",
            CreationDate = created,
            CompletionDate = created,
            BackupSizeInBytes = SizeInBytes,
            Lifecycle = points.DeleteAfterDays is { } days ? Lifecycle.None with { DeleteAfterDays = days } : Lifecycle.None,
            EncryptionKeyArn = vault.EncryptionKeyArn,
            IamRoleArn = roleArn,
            CreatedBy = creator,
            SourceBackupVaultArn = points.SourceBackupVaultArn,
            Tags = new SortedDictionary<string, string>(StringComparer.Ordinal),
        };
    }
}
