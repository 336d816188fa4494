using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using AwsBackupPlan.Simulator.Protocol;

namespace AwsBackupPlan.Simulator.Signing;

/// <summary>Tells who signed a request, and refuses what AWS would refuse before any service sees it.</summary>
internal sealed partial class Authenticator(SimulatorWorld world)
{
    private static readonly TimeSpan AllowedSkew = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, SessionCredentials> _sessions = new(StringComparer.Ordinal);

    private readonly SigningKeys _signingKeys = new();

    /// <summary>All keys that STS issued.</summary>
    public IReadOnlyList<SessionCredentials> Sessions => [.. _sessions.Values];

    /// <summary>Makes keys known that STS issued.</summary>
    public void Add(SessionCredentials session) => _sessions[session.AccessKeyId] = session;

    /// <summary>Ends the sessions of an account, or all.</summary>
    public void Expire(string? accountId)
    {
        foreach (var (key, session) in _sessions)
        {
            if (accountId is null || string.Equals(session.Caller.AccountId, accountId, StringComparison.Ordinal))
            {
                _sessions[key] = session with { Expiration = DateTimeOffset.MinValue };
            }
        }
    }

    /// <summary>Forgets all keys.</summary>
    public void Clear()
    {
        _sessions.Clear();
        _signingKeys.Clear();
    }

    /// <summary>The caller, once scope, time, key, token and signature have been found right.</summary>
    /// <exception cref="SimulatedException">One of them is wrong.</exception>
    public Caller Authenticate(SimulatedRequest request, SignatureScope scope, WireProtocol protocol)
    {
        CheckScope(request, scope, protocol);
        CheckTime(scope, world.ClientClockSkew, protocol);
        if (!scope.SignedHeaders.Names.Contains("host", StringComparer.Ordinal) || !SignatureForm().IsMatch(scope.Signature))
        {
            throw CommonErrors.IncompleteSignature(protocol, "'Host' must be a 'SignedHeader' and 'Signature' must be 64 hexadecimal digits.");
        }

        var caller = _sessions.TryGetValue(scope.AccessKeyId, out var session)
            ? CheckSession(request, scope, session, protocol)
            : LongTermCaller(scope, Partitions.Of(scope.Region), protocol);
        return world.IsRegionEnabled(caller.AccountId, scope.Region) ? caller : throw CommonErrors.UnknownKey(protocol);
    }

    private void CheckScope(SimulatedRequest request, SignatureScope scope, WireProtocol protocol)
    {
        // AWS has no host of that name; who asks another host for it is told this.
        if (!world.HasRegion(scope.Region))
        {
            throw CommonErrors.SignatureMismatch(protocol, "Credential should be scoped to a valid region. ");
        }

        // A request that names an AWS host, through a proxy or an override, must be signed for the Region in it.
        var name = request.Headers.GetValueOrDefault("Host") ?? string.Empty;
        if (name.Contains(".amazonaws.com", StringComparison.Ordinal)
            && AwsHost().Match(name) is { Success: true } host
            && !string.Equals(host.Groups["region"].Value, scope.Region, StringComparison.Ordinal))
        {
            throw CommonErrors.SignatureMismatch(protocol, $"Credential should be scoped to a valid region, not '{scope.Region}'. ");
        }
    }

    // Clients sign by the machine's clock, whatever clock the simulated AWS runs by.
    private static void CheckTime(SignatureScope scope, TimeSpan skew, WireProtocol protocol)
    {
        var now = TimeProvider.System.GetUtcNow() + skew;
        if (scope.SignedAt is not { } signedAt)
        {
            throw CommonErrors.IncompleteSignature(protocol, $"Date must be in ISO-8601 'basic format'. Got '{scope.Timestamp}'. See http://en.wikipedia.org/wiki/ISO_8601");
        }

        if (!scope.Timestamp.StartsWith(scope.Date, StringComparison.Ordinal))
        {
            throw CommonErrors.SignatureMismatch(
                protocol, $"Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '{scope.Date}' != '{scope.Timestamp[..8]}', from '{scope.Timestamp}'.");
        }

        var lifetime = scope.LifetimeSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : AllowedSkew;
        if (signedAt < now - lifetime)
        {
            throw CommonErrors.SignatureMismatch(
                protocol, $"Signature expired: {scope.Timestamp} is now earlier than {Basic(now - lifetime)} ({Basic(now)} - {lifetime.TotalMinutes:0} min.)");
        }

        if (signedAt > now + AllowedSkew)
        {
            throw CommonErrors.SignatureMismatch(
                protocol, $"Signature not yet current: {scope.Timestamp} is still later than {Basic(now + AllowedSkew)} ({Basic(now)} + 5 min.)");
        }
    }

    private static string Basic(DateTimeOffset time) => time.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    private Caller CheckSession(SimulatedRequest request, SignatureScope scope, SessionCredentials session, WireProtocol protocol)
    {
        if (!string.Equals(scope.SessionToken, session.SessionToken, StringComparison.Ordinal)
            || !string.Equals(session.Caller.Partition, Partitions.Of(scope.Region), StringComparison.Ordinal))
        {
            throw CommonErrors.UnknownKey(protocol);
        }

        Span<byte> expected = stackalloc byte[SHA256.HashSizeInBytes];
        Span<byte> given = stackalloc byte[SHA256.HashSizeInBytes];
        Convert.FromHexString(scope.Signature, given, out _, out _);
        CanonicalRequest.Sign(request, scope, _signingKeys.Of(scope, session.SecretAccessKey), expected);
        var isAsStated = CanonicalRequest.BodyIsAsStated(request);
        if (!isAsStated && protocol is WireProtocol.RestXml)
        {
            throw new SimulatedException("XAmzContentSHA256Mismatch", "The provided 'x-amz-content-sha256' header does not match what was computed.");
        }

        if (!CryptographicOperations.FixedTimeEquals(expected, given) || !isAsStated)
        {
            throw CommonErrors.SignatureMismatch(
                protocol, "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.");
        }

        return session.Expiration > world.ClientNow ? session.Caller : throw CommonErrors.ExpiredToken(protocol);
    }

    // Keys beginning with ASIA are temporary: one that STS did not issue is not a key, and a long-term key has no token.
    private Caller LongTermCaller(SignatureScope scope, string partition, WireProtocol protocol)
    {
        if (scope.AccessKeyId.StartsWith("ASIA", StringComparison.Ordinal) || scope.SessionToken is not null)
        {
            throw CommonErrors.UnknownKey(protocol);
        }

        var account = world.Options.ManagementAccount;
        return new Caller(account, $"arn:{partition}:iam::{account}:user/operator", "AIDASIMULATEDOPERATOR", null, false);
    }

    [GeneratedRegex(@"^[0-9a-f]{64}\z", RegexOptions.None, 1000)]
    private static partial Regex SignatureForm();

    [GeneratedRegex(@"^[a-z\-]+\.(?<region>[a-z]{2}(-[a-z]+)+-[0-9]{1,2})\.amazonaws\.com(\.cn)?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex AwsHost();
}
