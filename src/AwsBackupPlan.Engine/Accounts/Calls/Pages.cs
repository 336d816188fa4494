using System.Runtime.CompilerServices;

namespace AwsBackupPlan.Engine.Accounts.Calls;

/// <summary>Reads a list to its last page. The SDK's own paginators are not asynchronous on .NET Framework.</summary>
internal static class Pages
{
    /// <summary>All items of all pages, as they come. A page may be empty and still have a token.</summary>
    /// <param name="read">Reads the page of a token; the first one's is <see langword="null"/>.</param>
    /// <param name="items">The items of a page.</param>
    /// <param name="next">The token of the page after a page.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async IAsyncEnumerable<TItem> ReadAsync<TPage, TItem>(
        Func<string?, CancellationToken, Task<TPage>> read,
        Func<TPage, IEnumerable<TItem>?> items,
        Func<TPage, string?> next,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? token = null;
        do
        {
            var page = await read(token, cancellationToken).ConfigureAwait(false);
            foreach (var item in items(page) ?? [])
            {
                yield return item;
            }

            token = next(page);
        }
        while (!string.IsNullOrEmpty(token));
    }
}
