namespace AwsBackupPlan.Simulator.Protocol;

/// <summary>What was made of texts that came lately; a text that comes again is not copied. It holds a fixed number and takes no lock.</summary>
/// <param name="make">Makes it.</param>
internal sealed class Recent<T>(Func<string, T> make)
{
    private const int Places = 1024;

    private readonly Entry?[] _entries = new Entry?[Places];

    /// <summary>What is made of a text.</summary>
    public T Of(ReadOnlySpan<char> text)
    {
        ref var place = ref _entries[string.GetHashCode(text, StringComparison.Ordinal) & (Places - 1)];
        if (Volatile.Read(ref place) is { } known && text.SequenceEqual(known.Text))
        {
            return known.Value;
        }

        var copy = text.ToString();
        var entry = new Entry(copy, make(copy));
        Volatile.Write(ref place, entry);
        return entry.Value;
    }

    private sealed record Entry(string Text, T Value);
}
