using System.Text.Json;
using System.Text.RegularExpressions;
using AwsBackupPlan.Simulator.Backup.Wire;
using AwsBackupPlan.Simulator.Protocol;

namespace AwsBackupPlan.Simulator.Backup.Vaults;

/// <summary>The access policy of a vault, as far as it decides: what it denies to callers of the account, and whether it lets another account copy into the vault.</summary>
internal static class VaultAccess
{
    private static readonly TimeSpan MatchTimeout = TimeSpan.FromSeconds(1);

    /// <summary>Lets a call pass that the vault's policy does not deny.</summary>
    /// <exception cref="SimulatedException">It denies it, or holds what is not simulated.</exception>
    public static void Check(BackupCall call, Vault vault, string action, string resource)
    {
        var principal = call.Request.Caller?.PrincipalArn ?? call.Request.PrincipalArn;
        if (Statements(vault).Any(statement => Is(statement, "Effect", "Deny") && Covers(statement, "Action", action) && IsFor(statement, principal) && Holds(statement, principal)))
        {
            throw BackupErrors.AccessDenied($"User: {call.Request.PrincipalArn} is not authorized to perform: {action} on resource: {resource} with an explicit deny in a resource-based policy");
        }
    }

    /// <summary>Whether another account can copy into a vault. All accounts here are of one organization.</summary>
    public static bool LetsCopyInto(Vault vault, string accountId) => Statements(vault).Any(statement =>
        Is(statement, "Effect", "Allow") && Covers(statement, "Action", "backup:CopyIntoBackupVault") && IsFor(statement, $"arn:{vault.Region.Partition}:iam::{accountId}:root"));

    private static IReadOnlyList<JsonElement> Statements(Vault vault)
    {
        if (vault.AccessPolicy is not { } policy)
        {
            return [];
        }

        using var document = JsonDocument.Parse(policy);
        var statements = document.RootElement.GetProperty("Statement").Clone();
        return statements.ValueKind is JsonValueKind.Array ? [.. statements.EnumerateArray()] : [statements];
    }

    private static bool Is(JsonElement statement, string member, string value) => statement.TryGetProperty(member, out var found) && found.ValueKind is JsonValueKind.String && found.ValueEquals(value);

    private static bool Covers(JsonElement statement, string member, string text) => statement.TryGetProperty(member, out var patterns) && Texts(patterns).Any(pattern => Matches(pattern, text));

    private static bool IsFor(JsonElement statement, string principal)
    {
        if (!statement.TryGetProperty("Principal", out var named))
        {
            return statement.TryGetProperty("NotPrincipal", out _) ? throw NotSimulated("NotPrincipal") : false;
        }

        var account = principal.Split(':')[4];
        var who = named.ValueKind is JsonValueKind.Object ? (named.TryGetProperty("AWS", out var aws) ? Texts(aws) : []) : Texts(named);
        return who.Any(one => one is "*" || string.Equals(one, account, StringComparison.Ordinal) || string.Equals(one, principal, StringComparison.Ordinal)
            || (one.EndsWith($":{account}:root", StringComparison.Ordinal) && one.StartsWith("arn:", StringComparison.Ordinal)));
    }

    private static bool Holds(JsonElement statement, string principal) => !statement.TryGetProperty("Condition", out var conditions)
        || conditions.EnumerateObject().All(test => test.Value.EnumerateObject().All(key => Holds(test.Name, key.Name, Texts(key.Value), principal)));

    private static bool Holds(string test, string key, IReadOnlyList<string> values, string principal)
    {
        if (!string.Equals(key, "aws:PrincipalArn", StringComparison.OrdinalIgnoreCase))
        {
            throw NotSimulated($"The condition key {key} in a Deny of a vault's access policy");
        }

        return test switch
        {
            "ArnLike" or "ArnEquals" => values.Any(value => MatchesArn(value, principal)),
            "ArnNotLike" or "ArnNotEquals" => !values.Any(value => MatchesArn(value, principal)),
            "StringLike" => values.Any(value => Matches(value, principal)),
            "StringNotLike" => !values.Any(value => Matches(value, principal)),
            "StringEquals" => values.Contains(principal, StringComparer.Ordinal),
            "StringNotEquals" => !values.Contains(principal, StringComparer.Ordinal),
            _ => throw NotSimulated($"The condition {test} in a Deny of a vault's access policy"),
        };
    }

    // Part by part: a wildcard does not reach over a colon.
    private static bool MatchesArn(string pattern, string arn)
    {
        var (patterns, parts) = (pattern.Split(':', 6), arn.Split(':', 6));
        return patterns.Length == parts.Length && patterns.Zip(parts).All(static pair => Matches(pair.First, pair.Second));
    }

    private static IReadOnlyList<string> Texts(JsonElement element) => element.ValueKind is JsonValueKind.Array ? [.. element.EnumerateArray().Select(static item => item.GetString()!)] : [element.GetString()!];

    private static bool Matches(string pattern, string text) => Regex.IsMatch(
        text,
        $@"\A{Regex.Escape(pattern).Replace(@"\*", ".*", StringComparison.Ordinal).Replace(@"\?", ".", StringComparison.Ordinal)}\z",
        RegexOptions.CultureInvariant | RegexOptions.Singleline,
        MatchTimeout);

    private static SimulatedException NotSimulated(string what) => BackupErrors.AccessDenied($"{what} is not simulated, and is taken to deny.");
}
