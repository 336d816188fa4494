using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace AwsBackupPlan.Simulator.Backup.Wire;

/// <summary>Cuts a list into pages as AWS Backup does.</summary>
/// <remarks>
/// The token holds the place of the last item that was sent and not an offset, so that nothing is skipped when items go
/// between two pages. It is bound to the list and its filters: AWS refuses a token with other parameters, too.
/// </remarks>
internal static class Page
{
    private const int Largest = 1000;
    private const int Usual = 100;

    /// <summary>The page that a call asks for.</summary>
    /// <param name="call">The call with <c>maxResults</c> and <c>nextToken</c>.</param>
    /// <param name="listName">The member of the answer that holds the list.</param>
    /// <param name="after">All items that match, in sequence, which come after a sequence number.</param>
    /// <param name="toJson">How an item goes over the wire.</param>
    public static JsonObject Of<T>(BackupCall call, string listName, Func<long, IEnumerable<T>> after, Func<T, JsonNode> toJson)
        where T : class, ISequenced
    {
        var size = Size(call);
        var (position, started) = Position(call);
        if (!started && call.Behaviour.FirstPageIsEmpty)
        {
            return Answer(listName, [], Token(call, 0));
        }

        var items = after(position).Take(size + 1).ToList();
        var more = items.Count > size;
        if (more)
        {
            items.RemoveAt(size);
        }

        return Answer(listName, items.Select(toJson).ToJson(), more ? Token(call, items[^1].Sequence) : null);
    }

    private static JsonObject Answer(string listName, JsonArray items, string? token)
    {
        var answer = new JsonObject { [listName] = items };
        if (token is not null)
        {
            answer["NextToken"] = token;
        }

        return answer;
    }

    private static int Size(BackupCall call)
    {
        var cap = call.World.Options.PageSize;
        var text = Query(call, "maxResults");
        var size = Usual;
        if (text is not null
            && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out size) || size is < 1 or > Largest))
        {
            throw BackupErrors.InvalidParameter($"Invalid value '{text}' for maxResults. It must be between 1 and {Largest}.");
        }

        return cap > 0 ? Math.Min(cap, size) : size;
    }

    private static (long Position, bool Started) Position(BackupCall call)
    {
        var token = Query(call, "nextToken");
        if (token is null)
        {
            return (-1, false);
        }

        var buffer = new byte[token.Length];
        if (Convert.TryFromBase64String(token, buffer, out var length))
        {
            var parts = Encoding.UTF8.GetString(buffer, 0, length).Split(' ', 2);
            if (parts.Length == 2
                && string.Equals(parts[1], Fingerprint(call), StringComparison.Ordinal)
                && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var position))
            {
                return (position, true);
            }
        }

        throw BackupErrors.InvalidParameter("Invalid next token: it does not belong to this list and these filters.");
    }

    // The lists of Audit Manager write both with a capital, and those alone.
    private static string? Query(BackupCall call, string name) =>
        call.Query(call.Request.RawPath.StartsWith("/audit/", StringComparison.Ordinal) ? char.ToUpperInvariant(name[0]) + name[1..] : name);

    private static string Token(BackupCall call, long position) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes($"{position.ToString(CultureInfo.InvariantCulture)} {Fingerprint(call)}"));

    private static string Fingerprint(BackupCall call)
    {
        var filters = call.Request.Query
            .Where(static pair => pair.Key is not ("nextToken" or "maxResults" or "NextToken" or "MaxResults"))
            .Select(static pair => $"{pair.Key}={pair.Value}");
        return $"{call.Request.RawPath.TrimEnd('/')}?{string.Join('&', filters)}";
    }
}
