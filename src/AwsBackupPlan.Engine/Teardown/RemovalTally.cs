using System.Collections.Concurrent;
using AwsBackupPlan.Engine.Accounts;

namespace AwsBackupPlan.Engine.Teardown;

/// <summary>What has gone so far, and what is left and why. Regions count into it side by side.</summary>
internal sealed class RemovalTally(AccountTarget target)
{
    private readonly ConcurrentQueue<RemainingResource> _remaining = new();
    private int _selections;
    private int _plans;
    private int _vaults;
    private long _recoveryPoints;

    public int Selections => _selections;

    public int Plans => _plans;

    public int Vaults => _vaults;

    public long RecoveryPoints => Interlocked.Read(ref _recoveryPoints);

    /// <summary>What is left, by Region and kind.</summary>
    public IReadOnlyList<RemainingResource> Remaining =>
        [.. _remaining.OrderBy(static left => left.Region, StringComparer.Ordinal).ThenBy(static left => left.ResourceType).ThenBy(static left => left.ResourceArn, StringComparer.Ordinal)];

    public void SelectionGone() => Interlocked.Increment(ref _selections);

    public void PlanGone() => Interlocked.Increment(ref _plans);

    public void VaultGone() => Interlocked.Increment(ref _vaults);

    public void RecoveryPointsGone(long count) => Interlocked.Add(ref _recoveryPoints, count);

    /// <summary>Something is left.</summary>
    public void Left(string region, BackupResourceType type, string name, string? arn, string reason, string? remedy) => _remaining.Enqueue(new RemainingResource
    {
        AccountId = target.AccountId,
        Region = region,
        ResourceType = type,
        Name = name,
        ResourceArn = arn,
        Reason = reason,
        Remedy = remedy,
    });
}
