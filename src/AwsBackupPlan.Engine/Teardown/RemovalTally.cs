using System.Collections.Concurrent;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Deployment;

namespace AwsBackupPlan.Engine.Teardown;

/// <summary>What has gone so far, and what is left and why. Regions count into it side by side.</summary>
/// <remarks>
/// What was seen and is not there afterwards counts as gone, whoever's request it was: the answer to one of our own can get lost,
/// and asking again then finds nothing. Nothing counts twice.
/// </remarks>
internal sealed class RemovalTally(AccountTarget target)
{
    // From what waiting mends to what it does not.
    private static readonly FailureCategory[] ByWeight = [FailureCategory.OperationTimeout, FailureCategory.ResourceBusy, FailureCategory.InvalidOperation, FailureCategory.PermissionDenied];

    private readonly ConcurrentQueue<RemainingResource> _remaining = new();
    private readonly ConcurrentQueue<FailureCategory> _causes = new();
    private readonly ConcurrentDictionary<string, byte> _selections = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, byte> _plans = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, byte> _vaults = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _leaving = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, byte> _caused = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, byte> _denials = new(StringComparer.Ordinal);
    private long _recoveryPoints;
    private long _givenBack;
    private int _left;
    private int _forEver;

    /// <summary>How many selections have gone.</summary>
    public int Selections => _selections.Count;

    /// <summary>How many plans have gone.</summary>
    public int Plans => _plans.Count;

    /// <summary>How many vaults have gone.</summary>
    public int Vaults => _vaults.Count;

    /// <summary>How many recovery points have gone.</summary>
    public long RecoveryPoints => Interlocked.Read(ref _recoveryPoints);

    /// <summary>How many continuous backups were given back to the service of their database.</summary>
    public long ContinuousBackupsDisassociated => Interlocked.Read(ref _givenBack);

    /// <summary>How many recovery points AWS has begun to delete and has not finished.</summary>
    public long RecoveryPointsDeleting => _leaving.Values.Sum(static count => (long)count);

    /// <summary>How many of the remaining resources were to go.</summary>
    public int LeftCount => Volatile.Read(ref _left);

    /// <summary>Whether anything of what is left can ever go.</summary>
    public bool CanGoOn => LeftCount > Volatile.Read(ref _forEver);

    /// <summary>Why something is left: of several causes the one that waiting mends least.</summary>
    public FailureCategory Cause => _causes
        .Select(static cause => ByWeight.Contains(cause) ? cause : FailureCategory.InvalidOperation)
        .DefaultIfEmpty(FailureCategory.InvalidOperation)
        .OrderByDescending(static cause => Array.IndexOf(ByWeight, cause))
        .First();

    /// <summary>What to do about denied permissions, each remedy once; the first few stand for all.</summary>
    public IEnumerable<string> Denials => _denials.Keys.OrderBy(static remedy => remedy, StringComparer.Ordinal);

    /// <summary>What is left, by Region and kind.</summary>
    public IReadOnlyList<RemainingResource> Remaining =>
        [.. _remaining.OrderBy(static left => left.Region, StringComparer.Ordinal).ThenBy(static left => left.ResourceType).ThenBy(static left => left.ResourceArn, StringComparer.Ordinal)];

    /// <summary>Whether something is left for a reason of its own, and not only because something else is.</summary>
    public bool HasCause(RemainingResource left) => left.ResourceType == BackupResourceType.RecoveryPoint || (left.ResourceArn is { } arn && _caused.ContainsKey(arn));

    /// <summary>A selection is not there any more.</summary>
    public void SelectionGone(string selectionId) => _selections.TryAdd(selectionId, 0);

    /// <summary>A plan is not there any more.</summary>
    public void PlanGone(DeployedPlan plan) => _plans.TryAdd(plan.Arn, 0);

    /// <summary>A vault is not there any more.</summary>
    public void VaultGone(DeployedVault vault) => _vaults.TryAdd(vault.Arn, 0);

    /// <summary>Recovery points are not there any more.</summary>
    public void RecoveryPointsGone(long count) => Interlocked.Add(ref _recoveryPoints, count);

    /// <summary>Continuous backups are the service's of their database again.</summary>
    public void GivenBack(long count) => Interlocked.Add(ref _givenBack, count);

    /// <summary>How many recovery points of a vault AWS is deleting now.</summary>
    public void RecoveryPointsLeaving(DeployedVault vault, int count) => _leaving[vault.Arn] = count;

    /// <summary>A vault stays of which nothing tells that it is among what was to go.</summary>
    public void Unclaimed(DeployedVault vault, string reason, string remedy) => Add(vault, null, reason, remedy);

    /// <summary>A vault stays, as was asked for.</summary>
    public void Kept(DeployedVault vault) => Add(vault, null, $"It was to be kept, with about {Counted.Of(vault.RecoveryPointCount, "recovery point")}.", null);

    /// <summary>A vault is left.</summary>
    /// <param name="vault">The vault.</param>
    /// <param name="reason">Why.</param>
    /// <param name="remedy">What to do about it.</param>
    /// <param name="cause">What kind of failure it is; none when it only follows from something else that is left.</param>
    public void Left(DeployedVault vault, string reason, string? remedy, FailureCategory? cause = null)
    {
        Count(cause, remedy);
        NoteCause(vault.Arn, cause);
        Add(vault, null, reason, remedy);
    }

    /// <summary>A vault is left that can never go.</summary>
    public void StaysForEver(DeployedVault vault, string reason, string remedy)
    {
        Interlocked.Increment(ref _forEver);
        Left(vault, reason, remedy);
    }

    /// <summary>A recovery point is left.</summary>
    public void Left(DeployedVault vault, string recoveryPointArn, DeletionAnswer answer)
    {
        if (answer.IsForEver)
        {
            Interlocked.Increment(ref _forEver);
        }

        Count(answer.Category, answer.Remedy);
        Add(vault, recoveryPointArn, answer.Reason!, answer.Remedy);
    }

    /// <summary>A plan is left.</summary>
    public void Left(DeployedPlan plan, string reason, string? remedy, FailureCategory? cause = null)
    {
        Count(cause, remedy);
        NoteCause(plan.Arn, cause);
        _remaining.Enqueue(new RemainingResource
        {
            AccountId = target.AccountId,
            AbsName = target.AbsName,
            Region = target.Region,
            ResourceType = BackupResourceType.BackupPlan,
            Name = plan.Name,
            ResourceArn = plan.Arn,
            Reason = reason,
            Remedy = remedy,
        });
    }

    /// <summary>After a failure: whatever has neither gone nor been told of is left.</summary>
    public void LeftBehind(IEnumerable<DeployedPlan> plans, IEnumerable<DeployedVault> vaults, string reason, string remedy)
    {
        var told = new HashSet<string>(_remaining.Select(static left => left.ResourceArn).OfType<string>(), StringComparer.Ordinal);
        foreach (var plan in plans.Where(plan => !_plans.ContainsKey(plan.Arn) && told.Add(plan.Arn)))
        {
            Left(plan, reason, remedy);
        }

        foreach (var vault in vaults.Where(vault => !_vaults.ContainsKey(vault.Arn) && told.Add(vault.Arn)))
        {
            Left(vault, reason, remedy);
        }
    }

    private void NoteCause(string arn, FailureCategory? cause)
    {
        if (cause is not null)
        {
            _caused.TryAdd(arn, 0);
        }
    }

    private void Count(FailureCategory? cause, string? remedy)
    {
        const int Few = 3;
        Interlocked.Increment(ref _left);
        if (cause == FailureCategory.PermissionDenied && remedy is not null && _denials.Count < Few)
        {
            _denials.TryAdd(remedy, 0);
        }

        if (cause is { } known)
        {
            _causes.Enqueue(known);
        }
    }

    private void Add(DeployedVault vault, string? recoveryPointArn, string reason, string? remedy) => _remaining.Enqueue(new RemainingResource
    {
        AccountId = target.AccountId,
        AbsName = target.AbsName,
        Region = vault.Region,
        ResourceType = recoveryPointArn is null ? BackupResourceType.BackupVault : BackupResourceType.RecoveryPoint,
        Name = vault.Name,
        VaultName = vault.Name,
        RecoveryPointArn = recoveryPointArn,
        ResourceArn = recoveryPointArn ?? vault.Arn,
        Reason = reason,
        Remedy = remedy,
    });
}
