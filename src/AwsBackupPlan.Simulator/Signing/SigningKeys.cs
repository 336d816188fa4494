using System.Security.Cryptography;
using System.Text;

namespace AwsBackupPlan.Simulator.Signing;

/// <summary>The keys that four hashes derive from a secret for each day, Region and service. It holds those of the sessions at work and takes no lock.</summary>
internal sealed class SigningKeys
{
    private const int Places = 16_384;

    private readonly Entry?[] _entries = new Entry?[Places];

    /// <summary>The key that requests of a credential scope are signed with.</summary>
    public byte[] Of(SignatureScope scope, string secret)
    {
        ref var place = ref _entries[HashCode.Combine(scope.AccessKeyId, scope.Region, scope.Service) & (Places - 1)];
        if (Volatile.Read(ref place) is { } known && known.IsFor(scope, secret))
        {
            return known.Key;
        }

        var entry = new Entry(secret, scope.Date, scope.Region, scope.Service, Derive(scope, secret));
        Volatile.Write(ref place, entry);
        return entry.Key;
    }

    /// <summary>Forgets all.</summary>
    public void Clear() => Array.Clear(_entries);

    private static byte[] Derive(SignatureScope scope, string secret)
    {
        var key = Encoding.UTF8.GetBytes("AWS4" + secret);
        foreach (var step in (ReadOnlySpan<string>)[scope.Date, scope.Region, scope.Service, "aws4_request"])
        {
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(step));
        }

        return key;
    }

    private sealed record Entry(string Secret, string Date, string Region, string Service, byte[] Key)
    {
        public bool IsFor(SignatureScope scope, string secret) =>
            string.Equals(Secret, secret, StringComparison.Ordinal)
            && string.Equals(Date, scope.Date, StringComparison.Ordinal)
            && string.Equals(Region, scope.Region, StringComparison.Ordinal)
            && string.Equals(Service, scope.Service, StringComparison.Ordinal);
    }
}
