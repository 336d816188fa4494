using System.Globalization;
using AwsBackupPlan.Simulator.Protocol;

namespace AwsBackupPlan.Simulator.Signing;

/// <summary>What a Signature Version 4 says about its request, from the <c>Authorization</c> header or a presigned query.</summary>
/// <param name="AccessKeyId">The access key.</param>
/// <param name="Date">The day of the credential scope, <c>yyyyMMdd</c>.</param>
/// <param name="Region">The Region of the credential scope.</param>
/// <param name="Service">The service of the credential scope.</param>
/// <param name="SignedHeaders">The headers that are signed.</param>
/// <param name="Signature">The signature, hexadecimal.</param>
/// <param name="Timestamp">When it was signed, <c>yyyyMMddTHHmmssZ</c>.</param>
/// <param name="SessionToken">The session token, for temporary keys.</param>
/// <param name="LifetimeSeconds">How long a presigned request is good for; <see langword="null"/> for a signed header.</param>
internal sealed record SignatureScope(
    string AccessKeyId,
    string Date,
    string Region,
    string Service,
    SignedHeaders SignedHeaders,
    string Signature,
    string Timestamp,
    string? SessionToken,
    int? LifetimeSeconds)
{
    /// <summary>The algorithm's name, as it stands before the parts.</summary>
    public const string Algorithm = "AWS4-HMAC-SHA256";

    private const int LongestLifetime = 604800;

    // Requests repeat them, and the log keeps them: one copy each.
    private static readonly Recent<string> Texts = new(static text => text);
    private static readonly Recent<SignedHeaders> HeaderLists = new(static text => new SignedHeaders(text));

    /// <summary>When it was signed, or <see langword="null"/> when the timestamp cannot be read.</summary>
    public DateTimeOffset? SignedAt => DateTimeOffset.TryParseExact(
        Timestamp, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;

    /// <summary>Reads the signature of a request; the protocol decides how a refusal is named.</summary>
    /// <exception cref="SimulatedException">There is none, or it lacks a part.</exception>
    public static SignatureScope Parse(SimulatedRequest request, WireProtocol protocol)
    {
        if (request.Headers.TryGetValue("Authorization", out var header))
        {
            return FromHeader(header, request, protocol);
        }

        if (request.QueryValue("X-Amz-Algorithm") is not null)
        {
            return FromQuery(request, protocol);
        }

        throw CommonErrors.MissingAuthentication(protocol);
    }

    private static SignatureScope FromHeader(string header, SimulatedRequest request, WireProtocol protocol)
    {
        if (!header.StartsWith(Algorithm + " ", StringComparison.Ordinal))
        {
            throw CommonErrors.IncompleteSignature(protocol, $"Unsupported AWS 'algorithm': '{header.Split(' ')[0]}'.");
        }

        ReadOnlySpan<char> credential = default, signedHeaders = default, signature = default;
        var parts = header.AsSpan(Algorithm.Length + 1);
        foreach (var range in parts.Split(','))
        {
            var part = parts[range].Trim();
            var equals = part.IndexOf('=');
            var value = part[(equals + 1)..];
            switch (equals < 0 ? default : part[..equals])
            {
                case "Credential":
                    credential = value;
                    break;
                case "SignedHeaders":
                    signedHeaders = value;
                    break;
                case "Signature":
                    signature = value;
                    break;
            }
        }

        Demand(credential, "Credential", protocol);
        Demand(signedHeaders, "SignedHeaders", protocol);
        Demand(signature, "Signature", protocol);
        var timestamp = request.Headers.TryGetValue("X-Amz-Date", out var date)
            ? date
            : throw CommonErrors.IncompleteSignature(
                protocol, "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.");
        return Build(credential, signedHeaders, signature, timestamp, request.Headers.GetValueOrDefault("X-Amz-Security-Token"), null, protocol);
    }

    private static void Demand(ReadOnlySpan<char> value, string name, WireProtocol protocol)
    {
        if (value.IsEmpty)
        {
            throw CommonErrors.IncompleteSignature(protocol, $"Authorization header requires '{name}' parameter. Authorization={Algorithm}");
        }
    }

    private static SignatureScope FromQuery(SimulatedRequest request, WireProtocol protocol)
    {
        string Part(string name) => request.QueryValue(name) is { Length: > 0 } value
            ? value
            : throw CommonErrors.IncompleteSignature(protocol, $"AWS query-string parameters must include '{name}'.");
        if (!string.Equals(Part("X-Amz-Algorithm"), Algorithm, StringComparison.Ordinal))
        {
            throw CommonErrors.IncompleteSignature(protocol, $"Unsupported AWS 'algorithm': '{Part("X-Amz-Algorithm")}'.");
        }

        if (!int.TryParse(Part("X-Amz-Expires"), NumberStyles.None, CultureInfo.InvariantCulture, out var lifetime)
            || lifetime > LongestLifetime)
        {
            throw CommonErrors.IncompleteSignature(protocol, "X-Amz-Expires must be a number of at most a week (in seconds).");
        }

        return Build(
            Part("X-Amz-Credential"), Part("X-Amz-SignedHeaders"), Part("X-Amz-Signature"), Part("X-Amz-Date"), request.QueryValue("X-Amz-Security-Token"), lifetime, protocol);
    }

    private static SignatureScope Build(
        ReadOnlySpan<char> credential, ReadOnlySpan<char> signedHeaders, ReadOnlySpan<char> signature, string timestamp, string? token, int? lifetime, WireProtocol protocol)
    {
        Span<Range> parts = stackalloc Range[6];
        return credential.Split(parts, '/') == 5 && credential[parts[4]] is "aws4_request"
            ? new SignatureScope(
                Texts.Of(credential[parts[0]]),
                Texts.Of(credential[parts[1]]),
                Texts.Of(credential[parts[2]]),
                Texts.Of(credential[parts[3]]),
                HeaderLists.Of(signedHeaders),
                signature.ToString(),
                timestamp,
                token,
                lifetime)
            : throw CommonErrors.IncompleteSignature(
                protocol, $"Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '{credential}'");
    }
}
