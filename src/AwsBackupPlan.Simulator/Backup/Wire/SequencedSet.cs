using System.Collections;

namespace AwsBackupPlan.Simulator.Backup.Wire;

/// <summary>Things under a key, listed in the order in which they were made; reading on from any place is cheap.</summary>
internal sealed class SequencedSet<T> : IEnumerable<T>
    where T : class, ISequenced
{
    private readonly Dictionary<string, T> _byKey = new(StringComparer.Ordinal);
    private readonly SortedSet<ISequenced> _inOrder = new(Comparer<ISequenced>.Create(static (x, y) => x.Sequence.CompareTo(y.Sequence)));

    public int Count => _byKey.Count;

    public T? Find(string key) => _byKey.GetValueOrDefault(key);

    public void Add(string key, T item)
    {
        _byKey.Add(key, item);
        _inOrder.Add(item);
    }

    public bool Remove(string key)
    {
        if (!_byKey.Remove(key, out var item))
        {
            return false;
        }

        _inOrder.Remove(item);
        return true;
    }

    /// <summary>Everything made after the place <paramref name="sequence"/>.</summary>
    public IEnumerable<T> After(long sequence) =>
        _inOrder.GetViewBetween(new Place(sequence + 1), new Place(long.MaxValue)).Cast<T>();

    public IEnumerator<T> GetEnumerator() => _inOrder.Cast<T>().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private sealed record Place(long Sequence) : ISequenced;
}
