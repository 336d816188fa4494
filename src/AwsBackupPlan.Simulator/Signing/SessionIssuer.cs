using System.Security.Cryptography;
using System.Text;

namespace AwsBackupPlan.Simulator.Signing;

/// <summary>Makes the keys of role sessions, whichever service hands them out.</summary>
internal sealed class SessionIssuer(SimulatorWorld world, Authenticator authenticator)
{
    /// <summary>New keys of a role session, good for some seconds.</summary>
    public SessionCredentials Issue(string accountId, string roleName, string sessionName, string partition, int seconds, Func<Caller, Caller>? mark = null)
    {
        // The name in the session's ARN has no path.
        var name = roleName[(roleName.LastIndexOf('/') + 1)..];
        var caller = new Caller(accountId, $"arn:{partition}:sts::{accountId}:assumed-role/{name}/{sessionName}", $"{RoleId(accountId, roleName)}:{sessionName}", partition, IsRoleSession: true)
        {
            PrincipalArn = $"arn:{partition}:iam::{accountId}:role/{roleName.TrimStart('/')}",
        };
        var session = new SessionCredentials(
            "ASIA" + RandomNumberGenerator.GetString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 16),
            RandomNumberGenerator.GetString("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", 40),
            Convert.ToBase64String(RandomNumberGenerator.GetBytes(192)),
            // Expirations are told to the second.
            DateTimeOffset.FromUnixTimeSeconds(world.ClientNow.AddSeconds(seconds).ToUnixTimeSeconds()),
            mark is null ? caller : mark(caller));
        authenticator.Add(session);
        return session;
    }

    // A role keeps its unique id from session to session.
    private static string RoleId(string accountId, string roleName) =>
        "AROA" + Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{accountId}:{roleName}")))[..17];
}
