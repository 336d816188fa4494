using System.Text.Json.Nodes;

namespace AwsBackupPlan.Engine.Protection;

/// <summary>Whether a vault's access policy denies somebody something, as far as that can be told from the policy alone.</summary>
internal static class VaultDenial
{
    private const string PrincipalArn = "aws:PrincipalArn";

    /// <summary>Whether a statement denies it for certain. Conditions other than on the principal's ARN leave it open, and so does a policy that cannot be read.</summary>
    public static bool IsCertain(string? policy, string action, string principalArn) =>
        policy is not null && AccessPolicy.Read(policy) is { } document && AccessPolicy.Statements(document).OfType<JsonObject>().Any(statement => Denies(statement, action, principalArn));

    private static bool Denies(JsonObject statement, string action, string principalArn) =>
        AccessPolicy.Texts(statement["Effect"]) is ["Deny"]
        && AccessPolicy.Texts(statement["Action"]).Any(pattern => Wildcards.IsMatch(pattern.ToLowerInvariant(), action.ToLowerInvariant()))
        && AccessPolicy.Texts(statement["Principal"] is JsonObject principal ? principal["AWS"] : statement["Principal"]).Any(one => one is "*" || string.Equals(one, principalArn, StringComparison.Ordinal))
        && (statement["Condition"] is null || (statement["Condition"] is JsonObject conditions && conditions.All(condition => Holds(condition.Key, condition.Value, principalArn))));

    private static bool Holds(string condition, JsonNode? tests, string principalArn)
    {
        if (tests is not JsonObject keys || keys.Any(static key => !string.Equals(key.Key, PrincipalArn, StringComparison.OrdinalIgnoreCase)))
        {
            return false;
        }

        var patterns = keys.SelectMany(static key => AccessPolicy.Texts(key.Value));
        return condition switch
        {
            "ArnNotLike" or "ArnNotEquals" => !patterns.Any(pattern => Wildcards.IsArnMatch(pattern, principalArn)),
            "StringNotLike" => !patterns.Any(pattern => Wildcards.IsMatch(pattern, principalArn)),
            "StringNotEquals" => !patterns.Contains(principalArn, StringComparer.Ordinal),
            _ => false,
        };
    }
}
