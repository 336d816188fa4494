using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using AwsBackupPlan.Simulator.Protocol;

namespace AwsBackupPlan.Simulator.Sso;

/// <summary>The OIDC service of IAM Identity Center, as far as logins are renewed by it. Refresh tokens are put here by <see cref="Grant"/>.</summary>
public sealed class SsoOidcService : ISimulatedService
{
    private const string Operation = "CreateToken";
    private const int TokenSeconds = 8 * 3600;

    // The names that OAuth has for what the service model calls an exception.
    private static readonly Dictionary<string, string> OAuthNames = new(StringComparer.Ordinal)
    {
        ["InvalidRequestException"] = "invalid_request",
        ["InvalidClientException"] = "invalid_client",
        ["InvalidGrantException"] = "invalid_grant",
        ["UnauthorizedClientException"] = "unauthorized_client",
        ["UnsupportedGrantTypeException"] = "unsupported_grant_type",
        ["ExpiredTokenException"] = "expired_token",
        ["AccessDeniedException"] = "access_denied",
    };

    private static readonly string[] OtherGrants = ["authorization_code", "urn:ietf:params:oauth:grant-type:device_code"];

    private readonly ConcurrentDictionary<string, RefreshGrant> _grants = new(StringComparer.Ordinal);
    private readonly SimulatorWorld _world;
    private readonly SsoService _portal;

    internal SsoOidcService(SimulatorWorld world, SsoService portal)
    {
        _world = world;
        _portal = portal;
    }

    /// <inheritdoc/>
    public string SigningName => "sso-oauth";

    /// <summary>Makes a refresh token known. It is good once: the answer to it has another.</summary>
    public void Grant(string refreshToken, RefreshGrant grant) => _grants[refreshToken] = grant;

    /// <inheritdoc/>
    public string? OperationOf(SimulatedRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request is { Method: "POST", RawPath: "/token" } ? Operation : null;
    }

    /// <inheritdoc/>
    public bool IsUnsigned(string operation) => true;

    /// <inheritdoc/>
    public SimulatedResponse Handle(string operation, SimulatedRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var body = Read(request.Body);
        var (clientId, clientSecret, grantType) = (Required(body, "clientId"), Required(body, "clientSecret"), Required(body, "grantType"));
        if (OtherGrants.Contains(grantType, StringComparer.Ordinal))
        {
            throw new SimulatedException("NotImplementedException", $"The grant type {grantType} is not simulated.", 501);
        }

        if (grantType is not "refresh_token")
        {
            throw new SimulatedException("UnsupportedGrantTypeException", "Grant type is not supported");
        }

        var refreshToken = Required(body, "refreshToken");
        var grant = Check(clientId, clientSecret, refreshToken);
        if (!_grants.TryRemove(refreshToken, out _))
        {
            throw InvalidGrant();
        }

        var (accessToken, nextToken) = (NewToken("aoa"), NewToken("aor"));
        _portal.SignIn(accessToken, grant.Assignments);
        Grant(nextToken, grant);
        return RestJson.Write(new JsonObject { ["accessToken"] = accessToken, ["expiresIn"] = TokenSeconds, ["refreshToken"] = nextToken, ["tokenType"] = "Bearer" });
    }

    /// <inheritdoc/>
    public SimulatedResponse WriteError(SimulatedException error, string requestId)
    {
        ArgumentNullException.ThrowIfNull(error);
        var body = new JsonObject { ["error"] = OAuthNames.GetValueOrDefault(error.ErrorType, "server_error"), ["error_description"] = error.Message };
        return RestJson.Write(body, error.StatusCode) with
        {
            Headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["x-amzn-ErrorType"] = error.ErrorType },
        };
    }

    /// <inheritdoc/>
    public void Reset() => _grants.Clear();

    private RefreshGrant Check(string clientId, string clientSecret, string refreshToken)
    {
        RefreshGrant[] ofClient =
            [.. _grants.Values.Where(grant => string.Equals(grant.ClientId, clientId, StringComparison.Ordinal) && string.Equals(grant.ClientSecret, clientSecret, StringComparison.Ordinal))];
        if (ofClient.Length == 0 || ofClient.All(grant => grant.RegistrationExpiresAt <= _world.ClientNow))
        {
            throw new SimulatedException("InvalidClientException", "Invalid client provided", 401);
        }

        if (!_grants.TryGetValue(refreshToken, out var known) || !string.Equals(known.ClientId, clientId, StringComparison.Ordinal))
        {
            throw InvalidGrant();
        }

        if (!known.ClientMayRefresh)
        {
            throw new SimulatedException("UnauthorizedClientException", "Client is not authorized for this grant type");
        }

        return known.ExpiresAt > _world.ClientNow ? known : throw new SimulatedException("ExpiredTokenException", "Refresh token has expired");
    }

    private static JsonObject Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            return (body.IsEmpty ? null : JsonNode.Parse(body.Span)) as JsonObject ?? throw InvalidRequest();
        }
        catch (JsonException)
        {
            throw InvalidRequest();
        }
    }

    private static string Required(JsonObject body, string name) =>
        body[name] is JsonValue value && value.TryGetValue<string>(out var text) && text.Length > 0 ? text : throw InvalidRequest();

    private static string NewToken(string kind) => kind + RandomNumberGenerator.GetHexString(64, lowercase: true);

    private static SimulatedException InvalidRequest() => new("InvalidRequestException", "Invalid request");

    private static SimulatedException InvalidGrant() => new("InvalidGrantException", "Invalid refresh token provided");
}
