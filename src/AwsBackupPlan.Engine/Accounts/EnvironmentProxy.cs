using System.Net;

namespace AwsBackupPlan.Engine.Accounts;

/// <summary>The proxy that HTTPS_PROXY, HTTP_PROXY and NO_PROXY name, also in lower case. .NET reads them by itself; .NET Framework does not.</summary>
internal sealed class EnvironmentProxy : IWebProxy
{
    private static readonly char[] Comma = [','];
    private static readonly char[] Colon = [':'];

    private readonly Uri? _https;
    private readonly Uri? _http;
    private readonly string[] _direct;

    private EnvironmentProxy(Uri? https, Uri? http, string[] direct) => (_https, _http, _direct) = (https, http, direct);

    /// <inheritdoc/>
    public ICredentials? Credentials { get; set; }

    /// <summary>The proxy of an environment, or <see langword="null"/> when it names none.</summary>
    public static EnvironmentProxy? Find(Func<string, string?> variable)
    {
        var https = Read(variable, "https_proxy") ?? Read(variable, "all_proxy");
        var http = Read(variable, "http_proxy") ?? Read(variable, "all_proxy");
        if (https is null && http is null)
        {
            return null;
        }

        var direct = (Text(variable, "no_proxy") ?? string.Empty).Split(Comma, StringSplitOptions.RemoveEmptyEntries);
        return new EnvironmentProxy(https, http, [.. direct.Select(static entry => entry.Trim())]) { Credentials = CredentialsIn(https ?? http!) };
    }

    /// <inheritdoc/>
    public Uri? GetProxy(Uri destination) => string.Equals(destination.Scheme, Uri.UriSchemeHttps, StringComparison.Ordinal) ? _https : _http;

    /// <inheritdoc/>
    public bool IsBypassed(Uri host) => GetProxy(host) is null || _direct.Any(entry => Matches(entry, host.DnsSafeHost));

    // As .NET reads it: a name is that host, one with a dot before it every host under it, * all.
    private static bool Matches(string entry, string host) =>
        entry is "*"
        || (entry.Length > 0 && entry[0] == '.'
            ? host.EndsWith(entry, StringComparison.OrdinalIgnoreCase) || string.Equals(host, entry.Substring(1), StringComparison.OrdinalIgnoreCase)
            : string.Equals(host, entry, StringComparison.OrdinalIgnoreCase));

    private static Uri? Read(Func<string, string?> variable, string name) =>
        Text(variable, name) is { } text && Uri.TryCreate(text.Contains("://") ? text : "http://" + text, UriKind.Absolute, out var proxy) ? proxy : null;

    private static string? Text(Func<string, string?> variable, string name) =>
        variable(name) is { Length: > 0 } lower ? lower : variable(name.ToUpperInvariant()) is { Length: > 0 } upper ? upper : null;

    private static NetworkCredential? CredentialsIn(Uri proxy)
    {
        if (proxy.UserInfo.Length == 0)
        {
            return null;
        }

        var parts = proxy.UserInfo.Split(Colon, 2);
        return new NetworkCredential(Uri.UnescapeDataString(parts[0]), parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : string.Empty);
    }
}
