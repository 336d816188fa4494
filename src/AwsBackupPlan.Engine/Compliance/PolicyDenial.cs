using System.Text.Json.Nodes;
using AwsBackupPlan.Engine.Protection;

namespace AwsBackupPlan.Engine.Compliance;

/// <summary>What the access policy of a vault denies everybody, but those that it lets through.</summary>
/// <param name="Missing">The actions that it does not deny for certain.</param>
/// <param name="LetThrough">The principals, or patterns of them, that it excepts.</param>
internal sealed record PolicyDenial(IReadOnlyList<string> Missing, IReadOnlyList<string> LetThrough)
{
    private const string ServiceRole = ":role/aws-service-role/backup.amazonaws.com/AWSServiceRoleForBackup";

    /// <summary>Reads a policy. One that cannot be read denies nothing.</summary>
    public static PolicyDenial Of(string? policy, IReadOnlyList<string> actions)
    {
        if (policy is null || AccessPolicy.Read(policy) is not { } document)
        {
            return new PolicyDenial(actions, []);
        }

        var denials = AccessPolicy.Statements(document).OfType<JsonObject>().Where(DeniesEverybody).Select(static statement => (Statement: statement, Excepted: Excepted(statement)))
            .Where(static denial => denial.Excepted is not null).ToList();
        var missing = new List<string>();
        var through = new List<string>();
        foreach (var action in actions)
        {
            // Of several statements that deny the same, the strictest one holds.
            var best = denials.Where(denial => Covers(denial.Statement, action)).OrderBy(static denial => denial.Excepted!.Count).Select(static denial => denial.Excepted).FirstOrDefault();
            if (best is null)
            {
                missing.Add(action);
            }
            else
            {
                through.AddRange(best);
            }
        }

        return new PolicyDenial(missing, [.. through.Distinct(StringComparer.Ordinal).OrderBy(static principal => principal, StringComparer.Ordinal)]);
    }

    /// <summary>Whether a principal is AWS Backup itself, which deletes what has expired.</summary>
    public static bool IsServiceRole(string principal) => principal.EndsWith(ServiceRole, StringComparison.Ordinal);

    private static bool DeniesEverybody(JsonObject statement) =>
        AccessPolicy.Texts(statement["Effect"]) is ["Deny"]
        && AccessPolicy.Texts(statement["Principal"] is JsonObject principal ? principal["AWS"] : statement["Principal"]).Contains("*", StringComparer.Ordinal)
        && statement["NotAction"] is null
        && AccessPolicy.Texts(statement["Resource"]).Contains("*", StringComparer.Ordinal);

    private static bool Covers(JsonObject statement, string action) =>
        AccessPolicy.Texts(statement["Action"]).Any(pattern => Wildcards.IsMatch(pattern.ToLowerInvariant(), action.ToLowerInvariant()));

    // A condition on anything but the principal's ARN makes it a denial that need not hold.
    private static List<string>? Excepted(JsonObject statement)
    {
        if (statement["Condition"] is null)
        {
            return [];
        }

        if (statement["Condition"] is not JsonObject { Count: 1 } conditions || conditions.First() is not { Value: JsonObject { Count: 1 } keys } condition)
        {
            return null;
        }

        var key = keys.First();
        return condition.Key is "ArnNotLike" or "ArnNotEquals" or "StringNotLike" or "StringNotEquals" && string.Equals(key.Key, "aws:PrincipalArn", StringComparison.OrdinalIgnoreCase) ? [.. AccessPolicy.Texts(key.Value)] : null;
    }
}
