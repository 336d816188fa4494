using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AwsBackupPlan.Simulator.Protocol;

namespace AwsBackupPlan.Simulator.Signing;

/// <summary>The canonical form of a request and its signature, as Signature Version 4 defines them.</summary>
internal static class CanonicalRequest
{
    private const string PayloadHashHeader = "X-Amz-Content-Sha256";

    /// <summary>The key that requests of a credential scope are signed with.</summary>
    public static byte[] SigningKey(SignatureScope scope, string secretAccessKey)
    {
        var key = Encoding.UTF8.GetBytes("AWS4" + secretAccessKey);
        foreach (var step in (ReadOnlySpan<string>)[scope.Date, scope.Region, scope.Service, "aws4_request"])
        {
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(step));
        }

        return key;
    }

    /// <summary>The signature that the request must carry if it was signed with this key.</summary>
    public static string Sign(SimulatedRequest request, SignatureScope scope, byte[] signingKey)
    {
        var canonical = Encoding.UTF8.GetBytes(Write(request, scope));
        var credentialScope = $"{scope.Date}/{scope.Region}/{scope.Service}/aws4_request";
        var text = $"{SignatureScope.Algorithm}\n{scope.Timestamp}\n{credentialScope}\n{Hex(SHA256.HashData(canonical))}";
        return Hex(HMACSHA256.HashData(signingKey, Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>The hash of the body, hexadecimal.</summary>
    public static string HashOf(ReadOnlyMemory<byte> body) => Hex(SHA256.HashData(body.Span));

    /// <summary>The hash that the request states for its body, or <see langword="null"/>.</summary>
    public static string? StatedHash(SimulatedRequest request) => request.Headers.GetValueOrDefault(PayloadHashHeader);

    private static string Write(SimulatedRequest request, SignatureScope scope)
    {
        var text = new StringBuilder(512);
        text.Append(request.Method).Append('\n').Append(Path(request.RawPath)).Append('\n').Append(Query(request)).Append('\n');
        foreach (var name in scope.SignedHeaders)
        {
            var value = request.Headers.GetValueOrDefault(name) ?? string.Empty;
            text.Append(name).Append(':').AppendJoin(' ', value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Append('\n');
        }

        return text.Append('\n').AppendJoin(';', scope.SignedHeaders).Append('\n')
            .Append(StatedHash(request) ?? HashOf(request.Body)).ToString();
    }

    // The path as sent is encoded once more, which is what all services but S3 do.
    private static string Path(string rawPath)
    {
        var segments = new List<string>();
        foreach (var segment in rawPath.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (string.Equals(segment, "..", StringComparison.Ordinal))
            {
                segments.RemoveRange(Math.Max(0, segments.Count - 1), Math.Min(1, segments.Count));
            }
            else if (!string.Equals(segment, ".", StringComparison.Ordinal))
            {
                segments.Add(Uri.EscapeDataString(segment));
            }
        }

        var path = "/" + string.Join('/', segments);
        return segments.Count > 0 && rawPath.EndsWith('/') ? path + "/" : path;
    }

    private static string Query(SimulatedRequest request)
    {
        var pairs = new List<KeyValuePair<string, string>>(request.Query.Count);
        foreach (var pair in request.Query)
        {
            if (!string.Equals(pair.Key, "X-Amz-Signature", StringComparison.Ordinal))
            {
                pairs.Add(new(Uri.EscapeDataString(pair.Key), Uri.EscapeDataString(pair.Value)));
            }
        }

        pairs.Sort(static (a, b) => string.CompareOrdinal(a.Key, b.Key) is var order and not 0 ? order : string.CompareOrdinal(a.Value, b.Value));
        return string.Join('&', pairs.Select(static pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Key}={pair.Value}")));
    }

    private static string Hex(byte[] hash) => Convert.ToHexStringLower(hash);
}
