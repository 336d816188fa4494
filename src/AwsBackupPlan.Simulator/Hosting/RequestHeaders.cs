using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace AwsBackupPlan.Simulator.Hosting;

/// <summary>The headers of a request, read where the server has them: most are never asked for.</summary>
internal sealed class RequestHeaders(IHeaderDictionary headers) : IReadOnlyDictionary<string, string>
{
    /// <inheritdoc/>
    public int Count => headers.Count;

    /// <inheritdoc/>
    public IEnumerable<string> Keys => headers.Keys;

    /// <inheritdoc/>
    public IEnumerable<string> Values => headers.Select(static header => header.Value.ToString());

    /// <inheritdoc/>
    public string this[string key] => TryGetValue(key, out var value) ? value : throw new KeyNotFoundException($"There is no header '{key}'.");

    /// <inheritdoc/>
    public bool ContainsKey(string key) => headers.ContainsKey(key);

    /// <inheritdoc/>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out string value)
    {
        var isThere = headers.TryGetValue(key, out var values);
        value = isThere ? values.ToString() : null;
        return isThere;
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, string>> GetEnumerator()
    {
        foreach (var header in headers)
        {
            yield return new(header.Key, header.Value.ToString());
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
