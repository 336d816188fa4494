using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using AwsBackupPlan.Simulator.Protocol;
using AwsBackupPlan.Simulator.Signing;

namespace AwsBackupPlan.Simulator.Sso;

/// <summary>The portal of IAM Identity Center, which hands out role sessions for the token of a login. Logins are put here by <see cref="SignIn"/>.</summary>
public sealed class SsoService : ISimulatedService
{
    private const string Operation = "GetRoleCredentials";
    private const string TokenHeader = "x-amz-sso_bearer_token";
    private const int SessionSeconds = 3600;

    private readonly ConcurrentDictionary<string, HashSet<(string AccountId, string RoleName)>> _logins = new(StringComparer.Ordinal);
    private readonly SessionIssuer _sessions;

    internal SsoService(SimulatorWorld world, Authenticator authenticator) => _sessions = new SessionIssuer(world, authenticator);

    /// <inheritdoc/>
    public string SigningName => "sso";

    /// <summary>Makes a login known, and what it gives access to.</summary>
    /// <param name="token">The access token, as the client has it in its cache.</param>
    /// <param name="assignments">The accounts and permission sets of the user.</param>
    public void SignIn(string token, params IReadOnlyList<(string AccountId, string RoleName)> assignments) => _logins[token] = [.. assignments];

    /// <inheritdoc/>
    public string? OperationOf(SimulatedRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request is { Method: "GET", RawPath: "/federation/credentials" } ? Operation : null;
    }

    /// <inheritdoc/>
    public bool IsUnsigned(string operation) => true;

    /// <inheritdoc/>
    public SimulatedResponse Handle(string operation, SimulatedRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var (accountId, roleName) = (Parameter(request, "account_id"), Parameter(request, "role_name"));
        if (!request.Headers.TryGetValue(TokenHeader, out var token) || !_logins.TryGetValue(token, out var assignments))
        {
            throw new SimulatedException("UnauthorizedException", "Session token not found or invalid", 401);
        }

        if (!assignments.Contains((accountId, roleName)))
        {
            throw new SimulatedException("ForbiddenException", "No access", 403);
        }

        // The role of a permission set carries a hash in its name, and the user's name is the session's.
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(accountId + roleName)))[..16];
        var session = _sessions.Issue(accountId, $"AWSReservedSSO_{roleName}_{hash}", "operator@example.com", Partitions.Of(string.Empty), SessionSeconds);
        return RestJson.Write(new JsonObject
        {
            ["roleCredentials"] = new JsonObject
            {
                ["accessKeyId"] = session.AccessKeyId,
                ["secretAccessKey"] = session.SecretAccessKey,
                ["sessionToken"] = session.SessionToken,
                ["expiration"] = session.Expiration.ToUnixTimeMilliseconds(),
            },
        });
    }

    /// <inheritdoc/>
    public SimulatedResponse WriteError(SimulatedException error, string requestId)
    {
        ArgumentNullException.ThrowIfNull(error);
        return RestJson.Write(new JsonObject { ["message"] = error.Message, ["__type"] = $"com.amazonaws.switchboard.portal#{error.ErrorType}" }, error.StatusCode) with
        {
            Headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["x-amzn-ErrorType"] = error.ErrorType },
        };
    }

    /// <inheritdoc/>
    public void Reset() => _logins.Clear();

    private static string Parameter(SimulatedRequest request, string name) => request.QueryValue(name) is { Length: > 0 } value
        ? value
        : throw new SimulatedException("InvalidRequestException", string.Create(CultureInfo.InvariantCulture, $"Missing required parameter: {name}"));
}
