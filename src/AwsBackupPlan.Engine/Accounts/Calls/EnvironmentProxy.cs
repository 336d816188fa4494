using System.Net;
using System.Text.RegularExpressions;

namespace AwsBackupPlan.Engine.Accounts.Calls;

/// <summary>The proxy that HTTPS_PROXY, HTTP_PROXY and NO_PROXY name, also in lower case. .NET reads them by itself; .NET Framework does not.</summary>
internal static class EnvironmentProxy
{
    private static readonly char[] Comma = [','];
    private static readonly char[] Colon = [':'];

    /// <summary>The proxy of an environment for what is called by a scheme, or <see langword="null"/> when it names none.</summary>
    public static WebProxy? Find(string scheme, Func<string, string?> variable)
    {
        var isSecure = string.Equals(scheme, Uri.UriSchemeHttps, StringComparison.Ordinal);
        var text = Text(variable, isSecure ? "https_proxy" : "http_proxy") ?? Text(variable, "all_proxy");
        if (text is null || !Uri.TryCreate(text.Contains("://") ? text : "http://" + text, UriKind.Absolute, out var address))
        {
            return null;
        }

        var direct = (Text(variable, "no_proxy") ?? string.Empty).Split(Comma, StringSplitOptions.RemoveEmptyEntries);
        return new WebProxy(new Uri(address.GetLeftPart(UriPartial.Authority).Replace(address.UserInfo + "@", string.Empty)))
        {
            BypassList = [.. direct.Select(static entry => Pattern(entry.Trim()))],
            Credentials = CredentialsIn(address),
        };
    }

    // As .NET reads it: a name is that host, one with a dot before it every host under it and itself, * all.
    private static string Pattern(string entry)
    {
        if (entry is "*")
        {
            return ".*";
        }

        var host = entry.Length > 0 && entry[0] == '.' ? "([^/]+\\.)?" + Regex.Escape(entry.Substring(1)) : Regex.Escape(entry);
        return $"^[a-z]+://{host}(:[0-9]+)?$";
    }

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
