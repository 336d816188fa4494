using System.Text;

namespace AwsBackupPlan.Simulator.Protocol;

/// <summary>Lists in pages.</summary>
public static class Paging
{
    /// <summary>Cuts a page out of a list. A token names the last item seen, so items that come and go between pages shift nothing.</summary>
    /// <typeparam name="T">The items' type.</typeparam>
    /// <param name="items">All items, ordered by their key, ordinal.</param>
    /// <param name="key">The key.</param>
    /// <param name="token">The token of the page before.</param>
    /// <param name="size">The largest page.</param>
    /// <param name="invalidToken">What is thrown at a token that no list gave out.</param>
    public static Page<T> Page<T>(IEnumerable<T> items, Func<T, string> key, string? token, int size, Func<SimulatedException> invalidToken)
    {
        ArgumentNullException.ThrowIfNull(key);
        var after = token is null ? null : Decode(token, invalidToken);
        List<T> page = [.. items.SkipWhile(item => after is not null && string.CompareOrdinal(key(item), after) <= 0).Take(size + 1)];
        if (page.Count <= size)
        {
            return new Page<T>(page, null);
        }

        page.RemoveAt(size);
        return new Page<T>(page, Convert.ToBase64String(Encoding.UTF8.GetBytes("v1|" + key(page[^1]))));
    }

    private static string Decode(string token, Func<SimulatedException> invalidToken)
    {
        var bytes = new byte[token.Length];
        var text = Convert.TryFromBase64String(token, bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length) : string.Empty;
        return text.StartsWith("v1|", StringComparison.Ordinal) ? text[3..] : throw invalidToken();
    }
}
