using System.Collections;

namespace AwsBackupPlan.Simulator.Backup.Wire;

/// <summary>Things under a key, listed in the order in which they were made; reading on from any place is cheap.</summary>
/// <remarks>An account has dozens of them in each Region, and most stay empty: an empty one holds nothing.</remarks>
internal sealed class SequencedSet<T> : IEnumerable<T>
    where T : class, ISequenced
{
    private static readonly Comparer<ISequenced> BySequence = Comparer<ISequenced>.Create(static (x, y) => x.Sequence.CompareTo(y.Sequence));

    private Dictionary<string, T>? _byKey;
    private SortedSet<ISequenced>? _inOrder;

    public int Count => _byKey?.Count ?? 0;

    public T? Find(string key) => _byKey?.GetValueOrDefault(key);

    public void Add(string key, T item)
    {
        (_byKey ??= new(1, StringComparer.Ordinal)).Add(key, item);
        (_inOrder ??= new(BySequence)).Add(item);
    }

    public bool Remove(string key)
    {
        if (_byKey is null || !_byKey.Remove(key, out var item))
        {
            return false;
        }

        _inOrder!.Remove(item);
        return true;
    }

    /// <summary>Everything made after the place <paramref name="sequence"/>.</summary>
    public IEnumerable<T> After(long sequence)
    {
        if (Count == 0)
        {
            return [];
        }

        return _inOrder!.Min!.Sequence > sequence ? this : _inOrder.GetViewBetween(new Place(sequence + 1), new Place(long.MaxValue)).Cast<T>();
    }

    public IEnumerator<T> GetEnumerator() => Count == 0 ? Enumerable.Empty<T>().GetEnumerator() : _inOrder!.Cast<T>().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private sealed record Place(long Sequence) : ISequenced;
}
