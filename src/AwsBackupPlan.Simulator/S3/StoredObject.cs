using System.Security.Cryptography;

namespace AwsBackupPlan.Simulator.S3;

/// <summary>An object in a bucket.</summary>
internal sealed record StoredObject(ReadOnlyMemory<byte> Body, DateTimeOffset LastModified)
{
    /// <summary>Its entity tag, in quotes.</summary>
    public string ETag { get; } = $"\"{Convert.ToHexStringLower(SHA256.HashData(Body.Span))[..32]}\"";
}
