namespace AwsBackupPlan.Cmdlets.Completion;

/// <summary>The values that came last, each once, the newest first; only so many. Any thread may add.</summary>
internal sealed class RecentValues
{
    /// <summary>A name or an ARN that is longer is none.</summary>
    private const int Longest = 2_048;

    private readonly LinkedList<Choice> _values = new();
    private readonly Dictionary<string, LinkedListNode<Choice>> _known = new(StringComparer.Ordinal);
    private readonly int _most;

    /// <summary>Makes an empty one.</summary>
    /// <param name="most">How many are kept; the oldest go.</param>
    public RecentValues(int most) => _most = most;

    /// <summary>A copy of what there is.</summary>
    public Choice[] All
    {
        get
        {
            lock (_values)
            {
                return [.. _values];
            }
        }
    }

    /// <summary>Puts a value in front. What was said about it stays when nothing is now.</summary>
    public void Add(string? value, string? about = null)
    {
        if (value is not { Length: > 0 and <= Longest })
        {
            return;
        }

        lock (_values)
        {
            if (_known.TryGetValue(value, out var node))
            {
                _values.Remove(node);
                node.Value = about is null ? node.Value : new Choice(value, about);
            }
            else
            {
                node = new LinkedListNode<Choice>(new Choice(value, about));
                _known.Add(value, node);
            }

            _values.AddFirst(node);
            if (_values.Count > _most)
            {
                _known.Remove(_values.Last!.Value.Value);
                _values.RemoveLast();
            }
        }
    }
}
