namespace Amazon.Backup.Tests.Wire;

/// <summary>A request as it arrived, its target as it stood on the request line.</summary>
public sealed record CapturedRequest(string Method, string Target, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string Path => Target.Split('?')[0];

    /// <summary>The query string's pairs, decoded and sorted.</summary>
    public IReadOnlyList<string> Query => QueryOf(Target);

    public static IReadOnlyList<string> QueryOf(string target) => target.Contains('?', StringComparison.Ordinal)
        ? [.. target.Split('?', 2)[1].Split('&').Select(static pair => pair.EndsWith('=') ? pair[..^1] : pair).Select(Uri.UnescapeDataString).Order(StringComparer.Ordinal)]
        : [];
}
