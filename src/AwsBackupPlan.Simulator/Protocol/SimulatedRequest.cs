using System.Net;
using System.Text;
using AwsBackupPlan.Simulator.Signing;

namespace AwsBackupPlan.Simulator.Protocol;

/// <summary>A request as it came over the wire, with what its signature says about the caller.</summary>
/// <param name="AccountId">The account of the credentials that signed it (12 digits).</param>
/// <param name="Region">The Region of the credential scope.</param>
/// <param name="Partition">The partition of that Region: <c>aws</c>, <c>aws-cn</c>, <c>aws-us-gov</c>.</param>
/// <param name="PrincipalArn">Who signed: the role session or the management account's user.</param>
/// <param name="Method">The HTTP method in capitals.</param>
/// <param name="RawPath">The path as sent, percent-encoding kept.</param>
/// <param name="Query">The query, decoded, in order, with repetitions.</param>
/// <param name="Headers">The headers, names compared without case.</param>
/// <param name="Body">The body's bytes.</param>
public sealed record SimulatedRequest(
    string AccountId,
    string Region,
    string Partition,
    string PrincipalArn,
    string Method,
    string RawPath,
    IReadOnlyList<KeyValuePair<string, string>> Query,
    IReadOnlyDictionary<string, string> Headers,
    ReadOnlyMemory<byte> Body)
{
    private IReadOnlyDictionary<string, string>? _form;

    /// <summary>The parameters of the query protocol, from query and body; of one that is there twice, the last. Read once, on first use.</summary>
    public IReadOnlyDictionary<string, string> Form => _form ??= ReadForm();

    /// <summary>The id of this request, as the answer's header carries it.</summary>
    public string RequestId { get; init; } = string.Empty;

    /// <summary>Who signed it.</summary>
    public Caller? Caller { get; init; }

    /// <summary>The first value of a query parameter, or <see langword="null"/>.</summary>
    public string? QueryValue(string name)
    {
        foreach (var pair in Query)
        {
            if (string.Equals(pair.Key, name, StringComparison.Ordinal))
            {
                return pair.Value;
            }
        }

        return null;
    }

    private Dictionary<string, string> ReadForm()
    {
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in Query)
        {
            parameters[pair.Key] = pair.Value;
        }

        foreach (var part in Encoding.UTF8.GetString(Body.Span).Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            parameters[WebUtility.UrlDecode(equals < 0 ? part : part[..equals])] = equals < 0 ? string.Empty : WebUtility.UrlDecode(part[(equals + 1)..]);
        }

        return parameters;
    }
}
