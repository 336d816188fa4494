namespace AwsBackupPlan.Engine.Compliance.Export;

/// <summary>The first few of many by some order, of which no more are kept than are wanted.</summary>
/// <param name="most">How many are wanted.</param>
/// <param name="rank">What they are ordered by; the least comes first.</param>
internal sealed class TopList<T, TRank>(int most, Func<T, TRank> rank)
{
    private readonly List<T> _kept = [];

    /// <summary>The first ones, in order.</summary>
    public IReadOnlyList<T> Items => [.. _kept.OrderBy(rank).Take(most)];

    /// <summary>Takes more into account.</summary>
    public void Add(IEnumerable<T> more)
    {
        foreach (var item in more)
        {
            _kept.Add(item);
            if (_kept.Count >= 2 * most)
            {
                var first = Items;
                _kept.Clear();
                _kept.AddRange(first);
            }
        }
    }
}
