namespace AwsBackupPlan.Simulator.Kms;

/// <summary>The keys of an account in all Regions. Whoever uses it holds its <see cref="Lock"/>.</summary>
internal sealed class KmsAccount(string accountId)
{
    private readonly Dictionary<string, KmsRegion> _regions = new(StringComparer.Ordinal);

    /// <summary>Guards everything in the account.</summary>
    public Lock Lock { get; } = new();

    /// <summary>The account.</summary>
    public string AccountId { get; } = accountId;

    /// <summary>What there is in a Region.</summary>
    public KmsRegion In(string region)
    {
        if (!_regions.TryGetValue(region, out var found))
        {
            _regions[region] = found = new KmsRegion();
        }

        return found;
    }

    /// <summary>Adds a key.</summary>
    public void Add(KmsKey key) => In(key.Region).Keys.Add(key.KeyId, key);

    /// <summary>The keys that share a multi-Region key's id, in all Regions.</summary>
    public IReadOnlyList<KmsKey> Related(KmsKey key) =>
        [.. _regions.Values.Select(region => region.Keys.GetValueOrDefault(key.KeyId)).OfType<KmsKey>().OrderBy(static related => related.Region, StringComparer.Ordinal)];

    /// <summary>The primary of a multi-Region key; a single-Region key is its own.</summary>
    public KmsKey PrimaryOf(KmsKey key) => Related(key).FirstOrDefault(static related => related.IsPrimary) ?? key;

    /// <summary>Takes away the keys whose time is over; the last replica's end starts the time of a primary that waits for it.</summary>
    public void Purge(DateTimeOffset now)
    {
        foreach (var region in _regions.Values)
        {
            foreach (var key in region.Keys.Values.Where(key => key.DeletionDate <= now).ToArray())
            {
                region.Keys.Remove(key.KeyId);
                foreach (var alias in region.Aliases.Values.Where(alias => string.Equals(alias.TargetKeyId, key.KeyId, StringComparison.Ordinal)).ToArray())
                {
                    region.Aliases.Remove(alias.Name);
                }

                StartWaitingPrimary(key);
            }
        }
    }

    private void StartWaitingPrimary(KmsKey deleted)
    {
        if (Related(deleted) is [{ State: KeyState.PendingReplicaDeletion } primary])
        {
            primary.State = KeyState.PendingDeletion;
            primary.DeletionDate = deleted.DeletionDate!.Value.AddDays(primary.PendingWindowInDays);
        }
    }
}
