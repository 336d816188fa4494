using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using AwsBackupPlan.Simulator.Protocol;

namespace AwsBackupPlan.Simulator.Signing;

/// <summary>The canonical form of a request and its signature, as Signature Version 4 defines them.</summary>
internal static class CanonicalRequest
{
    private const string PayloadHashHeader = "X-Amz-Content-Sha256";

    // The SHA-256 of nothing, which most reading requests have as their body.
    private const string EmptyHash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private static readonly SearchValues<char> PlainPath = SearchValues.Create("/%-_~ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789");

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? t_text;

    /// <summary>The signature that the request must carry if it was signed with this key.</summary>
    public static void Sign(SimulatedRequest request, SignatureScope scope, byte[] signingKey, Span<byte> signature)
    {
        var text = t_text ??= new ArrayBufferWriter<byte>(1024);
        text.ResetWrittenCount();
        Write(text, request, scope);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text.WrittenSpan, hash);
        text.ResetWrittenCount();
        Add(text, SignatureScope.Algorithm, '\n');
        Add(text, scope.Timestamp, '\n');
        Add(text, scope.Date, '/');
        Add(text, scope.Region, '/');
        Add(text, scope.Service, '/');
        Add(text, "aws4_request", '\n');
        Span<char> hex = stackalloc char[2 * SHA256.HashSizeInBytes];
        Convert.TryToHexStringLower(hash, hex, out _);
        Add(text, hex);
        HMACSHA256.HashData(signingKey, text.WrittenSpan, signature);
    }

    /// <summary>Whether the body has the hash that the request states, if it states any.</summary>
    public static bool BodyIsAsStated(SimulatedRequest request) =>
        StatedHash(request) is not { Length: 64 } stated || string.Equals(stated, HashOf(request.Body), StringComparison.Ordinal);

    private static string? StatedHash(SimulatedRequest request) => request.Headers.GetValueOrDefault(PayloadHashHeader);

    private static string HashOf(ReadOnlyMemory<byte> body) => body.IsEmpty ? EmptyHash : Convert.ToHexStringLower(SHA256.HashData(body.Span));

    private static void Write(ArrayBufferWriter<byte> text, SimulatedRequest request, SignatureScope scope)
    {
        Add(text, request.Method, '\n');
        Add(text, scope.Service is "s3" ? KeyPath(request.RawPath) : Path(request.RawPath), '\n');
        AddQuery(text, request.Query);
        foreach (var name in scope.SignedHeaders.Names)
        {
            Add(text, name, ':');
            Add(text, OneSpaced(request.Headers.GetValueOrDefault(name) ?? string.Empty), '\n');
        }

        Add(text, default, '\n');
        Add(text, scope.SignedHeaders.Text, '\n');
        Add(text, StatedHash(request) ?? HashOf(request.Body));
    }

    private static void Add(ArrayBufferWriter<byte> text, ReadOnlySpan<char> part)
    {
        var space = text.GetSpan(Encoding.UTF8.GetMaxByteCount(part.Length));
        text.Advance(Encoding.UTF8.GetBytes(part, space));
    }

    private static void Add(ArrayBufferWriter<byte> text, ReadOnlySpan<char> part, char end)
    {
        Add(text, part);
        text.GetSpan(1)[0] = (byte)end;
        text.Advance(1);
    }

    // Nearly all values are as they should be: only those that may not be are taken apart.
    private static string OneSpaced(string value) =>
        value.AsSpan().ContainsAnyExceptInRange(' ', '~') || value.StartsWith(' ') || value.EndsWith(' ') || value.Contains("  ", StringComparison.Ordinal)
            ? string.Join(' ', value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            : value;

    // A key is what it is, dots and empty parts too, and is encoded once.
    private static string KeyPath(string rawPath) => string.Join('/', rawPath.Split('/').Select(static part => Uri.EscapeDataString(Uri.UnescapeDataString(part))));

    // The path as sent is encoded once more, which is what all services but S3 do.
    private static string Path(string rawPath)
    {
        if (!rawPath.AsSpan().ContainsAnyExcept(PlainPath) && rawPath.StartsWith('/') && !rawPath.Contains("//", StringComparison.Ordinal))
        {
            return rawPath.Replace("%", "%25", StringComparison.Ordinal);
        }

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

    private static void AddQuery(ArrayBufferWriter<byte> text, IReadOnlyList<KeyValuePair<string, string>> query)
    {
        if (query.Count > 0)
        {
            Add(text, Query(query));
        }

        Add(text, default, '\n');
    }

    private static string Query(IReadOnlyList<KeyValuePair<string, string>> query)
    {
        var pairs = new List<KeyValuePair<string, string>>(query.Count);
        foreach (var pair in query)
        {
            if (!string.Equals(pair.Key, "X-Amz-Signature", StringComparison.Ordinal))
            {
                pairs.Add(new(Uri.EscapeDataString(pair.Key), Uri.EscapeDataString(pair.Value)));
            }
        }

        pairs.Sort(static (a, b) => string.CompareOrdinal(a.Key, b.Key) is var order and not 0 ? order : string.CompareOrdinal(a.Value, b.Value));
        return string.Join('&', pairs.Select(static pair => $"{pair.Key}={pair.Value}"));
    }
}
