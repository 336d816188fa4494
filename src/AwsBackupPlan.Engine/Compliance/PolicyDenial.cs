using System.Text.Json.Nodes;
using AwsBackupPlan.Engine.Protection;

namespace AwsBackupPlan.Engine.Compliance;

/// <summary>What the access policy of a vault denies everybody, but those that it lets through.</summary>
/// <param name="Missing">The actions that it does not deny for certain.</param>
/// <param name="LetThrough">The principals, or patterns of them, that it excepts.</param>
internal sealed record PolicyDenial(IReadOnlyList<string> Missing, IReadOnlyList<string> LetThrough)
{
    private const string ServiceRole = ":role/aws-service-role/backup.amazonaws.com/AWSServiceRoleForBackup";

    private static readonly char[] Wildcard = ['*', '?'];

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
            // Of several statements that deny the same, all hold: who is to pass has to be excepted by each.
            var excepted = denials.Where(denial => Covers(denial.Statement, action)).Select(static denial => denial.Excepted!).ToList();
            if (excepted.Count == 0)
            {
                missing.Add(action);
            }
            else
            {
                through.AddRange(excepted.Aggregate(Common));
            }
        }

        return new PolicyDenial(missing, [.. through.Distinct(StringComparer.Ordinal).OrderBy(static principal => principal, StringComparer.Ordinal)]);
    }

    /// <summary>Those of the patterns that let anybody of the account through, who only has to make a role of some name: such a denial protects from nobody.</summary>
    public IReadOnlyList<string> Anybody => [.. LetThrough.Where(IsAnybody)];

    /// <summary>Whether a principal is AWS Backup itself, which deletes what has expired.</summary>
    public static bool IsServiceRole(string principal) => principal.EndsWith(ServiceRole, StringComparison.Ordinal);

    private static bool DeniesEverybody(JsonObject statement) =>
        AccessPolicy.Texts(statement["Effect"]) is ["Deny"]
        && AccessPolicy.Texts(statement["Principal"] is JsonObject principal ? principal["AWS"] : statement["Principal"]).Contains("*", StringComparer.Ordinal)
        && statement["NotAction"] is null
        && AccessPolicy.Texts(statement["Resource"]).Contains("*", StringComparer.Ordinal);

    private static bool Covers(JsonObject statement, string action) =>
        AccessPolicy.Texts(statement["Action"]).Any(pattern => Wildcards.IsMatch(pattern.ToLowerInvariant(), action.ToLowerInvariant()));

    // The account does not matter: AWS Backup lets nobody of another account work on a vault.
    private static bool IsAnybody(string pattern)
    {
        if (pattern.IndexOfAny(Wildcard) < 0)
        {
            return false;
        }

        var arn = pattern.Split([':'], 6);
        return arn.Length < 6 || arn[5].IndexOf('/') < 0 || arn[5].Substring(arn[5].IndexOf('/') + 1).Trim('*', '?', '/').Length == 0;
    }

    // Where two patterns may have something in common and neither has the other in it, the one stands for what that is: rather too much is told than too little.
    private static List<string> Common(List<string> ones, List<string> others) =>
        [.. ones.SelectMany(one => others.Select(other => Common(one, other))).OfType<string>().Distinct(StringComparer.Ordinal)];

    private static string? Common(string one, string other) =>
        Wildcards.IsMatch(other, one) ? one
        : Wildcards.IsMatch(one, other) ? other
        : one.IndexOfAny(Wildcard) >= 0 && other.IndexOfAny(Wildcard) >= 0 ? one
        : null;

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
        if (!string.Equals(key.Key, "aws:PrincipalArn", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        return condition.Key switch
        {
            "ArnNotLike" or "ArnNotEquals" or "StringNotLike" => [.. AccessPolicy.Texts(key.Value)],
            // Wildcards mean nothing there, and no ARN has them.
            "StringNotEquals" => [.. AccessPolicy.Texts(key.Value).Where(static principal => principal.IndexOfAny(Wildcard) < 0)],
            _ => null,
        };
    }
}
