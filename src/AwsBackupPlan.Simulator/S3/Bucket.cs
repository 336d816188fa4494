namespace AwsBackupPlan.Simulator.S3;

/// <summary>A bucket: its objects by key, in the order of the keys' bytes.</summary>
/// <param name="name">Its name, which no other account has.</param>
/// <param name="accountId">Whose it is.</param>
/// <param name="region">Where it is.</param>
internal sealed class Bucket(string name, string accountId, string region)
{
    private readonly SortedDictionary<string, StoredObject> _objects = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    public string Name { get; } = name;

    public string AccountId { get; } = accountId;

    public string Region { get; } = region;

    /// <summary>Whether its policy does not let AWS Backup write.</summary>
    public bool RefusesReports { get; init; }

    /// <summary>The accounts that its policy lets read, beside its own.</summary>
    public IReadOnlyList<string> ReadableBy { get; init; } = [];

    /// <summary>The keys that there are.</summary>
    public IReadOnlyList<string> Keys
    {
        get
        {
            lock (_gate)
            {
                return [.. _objects.Keys];
            }
        }
    }

    /// <summary>Puts an object there, over one of the same key.</summary>
    public void Put(string key, StoredObject stored)
    {
        lock (_gate)
        {
            _objects[key] = stored;
        }
    }

    /// <summary>The object of a key, or <see langword="null"/>.</summary>
    public StoredObject? Find(string key)
    {
        lock (_gate)
        {
            return _objects.GetValueOrDefault(key);
        }
    }

    /// <summary>Takes an object away.</summary>
    public void Remove(string key)
    {
        lock (_gate)
        {
            _objects.Remove(key);
        }
    }
}
