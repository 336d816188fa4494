using System.Globalization;
using AwsBackupPlan.Simulator.Protocol;

namespace AwsBackupPlan.Simulator.Signing;

/// <summary>What a Signature Version 4 says about its request, from the <c>Authorization</c> header or a presigned query.</summary>
/// <param name="AccessKeyId">The access key.</param>
/// <param name="Date">The day of the credential scope, <c>yyyyMMdd</c>.</param>
/// <param name="Region">The Region of the credential scope.</param>
/// <param name="Service">The service of the credential scope.</param>
/// <param name="SignedHeaders">The names of the headers that are signed, in lower case and in order.</param>
/// <param name="Signature">The signature, hexadecimal.</param>
/// <param name="Timestamp">When it was signed, <c>yyyyMMddTHHmmssZ</c>.</param>
/// <param name="SessionToken">The session token, for temporary keys.</param>
/// <param name="LifetimeSeconds">How long a presigned request is good for; <see langword="null"/> for a signed header.</param>
internal sealed record SignatureScope(
    string AccessKeyId,
    string Date,
    string Region,
    string Service,
    IReadOnlyList<string> SignedHeaders,
    string Signature,
    string Timestamp,
    string? SessionToken,
    int? LifetimeSeconds)
{
    /// <summary>The algorithm's name, as it stands before the parts.</summary>
    public const string Algorithm = "AWS4-HMAC-SHA256";

    private const int LongestLifetime = 604800;

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

        var parts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in header[(Algorithm.Length + 1)..].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
            {
                parts[part[..equals]] = part[(equals + 1)..];
            }
        }

        string Part(string name) => parts.TryGetValue(name, out var value) && value.Length > 0
            ? value
            : throw CommonErrors.IncompleteSignature(protocol, $"Authorization header requires '{name}' parameter. Authorization={Algorithm}");
        var timestamp = request.Headers.TryGetValue("X-Amz-Date", out var date)
            ? date
            : throw CommonErrors.IncompleteSignature(
                protocol, "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.");
        return Build(
            Part("Credential"), Part("SignedHeaders"), Part("Signature"), timestamp, request.Headers.GetValueOrDefault("X-Amz-Security-Token"), null, protocol);
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
        string credential, string signedHeaders, string signature, string timestamp, string? token, int? lifetime, WireProtocol protocol)
    {
        var scope = credential.Split('/');
        if (scope.Length != 5 || !string.Equals(scope[4], "aws4_request", StringComparison.Ordinal))
        {
            throw CommonErrors.IncompleteSignature(
                protocol, $"Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '{credential}'");
        }

        return new SignatureScope(scope[0], scope[1], scope[2], scope[3], signedHeaders.Split(';'), signature, timestamp, token, lifetime);
    }
}
