using System.Text.Json;
using System.Text.RegularExpressions;
using AwsBackupPlan.Simulator.Backup.Jobs;
using AwsBackupPlan.Simulator.Backup.Wire;
using AwsBackupPlan.Simulator.Organizations;
using AwsBackupPlan.Simulator.Protocol;

namespace AwsBackupPlan.Simulator.Backup.Vaults;

/// <summary>The access policy of a vault, as far as it decides: what it denies to callers of the account, and whether it lets another account copy into the vault.</summary>
internal static class VaultAccess
{
    private static readonly TimeSpan MatchTimeout = TimeSpan.FromSeconds(1);

    /// <summary>Lets a call pass that is about no vault, or whose vault's policy does not deny it.</summary>
    /// <exception cref="SimulatedException">It denies it, or holds what is not simulated.</exception>
    public static void Check(BackupCall call, string operation)
    {
        if (operation is not "CreateBackupVault" && call.LabelOrNull("backupVaultName") is { } name && call.Region.Vaults.Find(name) is { } vault)
        {
            Check(call, vault, $"backup:{operation}", call.LabelOrNull("recoveryPointArn") ?? vault.Arn);
        }
        else if (operation is "TagResource" or "UntagResource" or "ListTags" && call.LabelOrNull("resourceArn") is { } arn && Holder(call, arn) is { } holder)
        {
            Check(call, holder, $"backup:{operation}", arn);
        }
    }

    /// <summary>Lets a call pass that the vault's policy does not deny.</summary>
    /// <exception cref="SimulatedException">It denies it, or holds what is not simulated.</exception>
    public static void Check(BackupCall call, Vault vault, string action, string resource)
    {
        var principal = call.Request.Caller?.PrincipalArn ?? call.Request.PrincipalArn;
        foreach (var statement in Statements(vault).Where(statement => Is(statement, "Effect", "Deny") && IsAbout(statement, action, resource)))
        {
            if ((IsFor(statement, principal) is { } isFor && !isFor) || (Holds(statement, principal) is { } holds && !holds))
            {
                continue;
            }

            throw IsFor(statement, principal) is null || Holds(statement, principal) is null
                ? BackupErrors.AccessDenied("What the vault's access policy denies on a condition or a NotPrincipal that is not simulated, is taken to be denied.")
                : BackupErrors.AccessDenied($"User: {call.Request.PrincipalArn} is not authorized to perform: {action} on resource: {resource} with an explicit deny in a resource-based policy");
        }
    }

    /// <summary>Whether a copy job of another account gets into a vault. All accounts here are of one organization. What is not simulated lets nobody in.</summary>
    public static bool LetsCopyInto(Vault vault, CopyJob job)
    {
        var about = Statements(vault).Where(statement => IsAbout(statement, "backup:CopyIntoBackupVault", vault.Arn)).ToList();
        return about.Exists(statement => Is(statement, "Effect", "Allow") && IsFor(statement, job.IamRoleArn) is true && Holds(statement, job.IamRoleArn) is true)
            && !about.Exists(statement => Is(statement, "Effect", "Deny") && IsFor(statement, job.IamRoleArn) is not false && Holds(statement, job.IamRoleArn) is not false);
    }

    private static Vault? Holder(BackupCall call, string arn) =>
        call.Region.Vaults.FirstOrDefault(vault => string.Equals(vault.Arn, arn, StringComparison.Ordinal) || vault.FindPoint(arn) is not null);

    private static IReadOnlyList<JsonElement> Statements(Vault vault)
    {
        if (vault.AccessPolicy is not { } policy)
        {
            return [];
        }

        using var document = JsonDocument.Parse(policy);
        var statements = document.RootElement.GetProperty("Statement").Clone();
        return [.. (statements.ValueKind is JsonValueKind.Array ? statements.EnumerateArray() : Enumerable.Repeat(statements, 1)).Where(static statement => statement.ValueKind is JsonValueKind.Object)];
    }

    private static bool Is(JsonElement statement, string member, string value) => statement.TryGetProperty(member, out var found) && found.ValueEquals(value);

    // Actions are read without case, resources with it.
    private static bool IsAbout(JsonElement statement, string action, string resource) =>
        Covers(statement, "Action", pattern => string.Equals(pattern, action, StringComparison.OrdinalIgnoreCase)) && Covers(statement, "Resource", pattern => Matches(pattern, resource));

    private static bool Covers(JsonElement statement, string member, Func<string, bool> fits) =>
        statement.TryGetProperty(member, out var named) ? Texts(named).Any(fits) : !Texts(statement.GetProperty("Not" + member)).Any(fits);

    /// <summary>Whether a statement is for a principal; <see langword="null"/> when that is not simulated.</summary>
    private static bool? IsFor(JsonElement statement, string principal)
    {
        if (!statement.TryGetProperty("Principal", out var named))
        {
            return null;
        }

        var account = AccountOf(principal);
        var who = named.ValueKind is JsonValueKind.Object ? (named.TryGetProperty("AWS", out var aws) ? Texts(aws) : []) : Texts(named);
        return who.Any(one => one is "*" || string.Equals(one, account, StringComparison.Ordinal) || string.Equals(one, principal, StringComparison.Ordinal)
            || (one.EndsWith($":{account}:root", StringComparison.Ordinal) && one.StartsWith("arn:", StringComparison.Ordinal)));
    }

    /// <summary>Whether the conditions of a statement hold for a principal; <see langword="null"/> when they hang on what is not simulated.</summary>
    private static bool? Holds(JsonElement statement, string principal)
    {
        if (!statement.TryGetProperty("Condition", out var conditions))
        {
            return true;
        }

        var all = conditions.EnumerateObject().SelectMany(test => test.Value.EnumerateObject().Select(key => Holds(test.Name, key.Name, Texts(key.Value), principal))).ToList();
        return all.Contains(false) ? false : all.Contains(null) ? null : true;
    }

    private static bool? Holds(string test, string key, IReadOnlyList<string> values, string principal)
    {
        var actual = key.ToUpperInvariant() switch
        {
            "AWS:PRINCIPALARN" => principal,
            "AWS:PRINCIPALACCOUNT" => AccountOf(principal),
            "AWS:PRINCIPALORGID" => Organization.Id,
            _ => null,
        };
        return actual is null ? null : test switch
        {
            "ArnLike" or "ArnEquals" => values.Any(value => MatchesArn(value, actual)),
            "ArnNotLike" or "ArnNotEquals" => !values.Any(value => MatchesArn(value, actual)),
            "StringLike" => values.Any(value => Matches(value, actual)),
            "StringNotLike" => !values.Any(value => Matches(value, actual)),
            "StringEquals" => values.Contains(actual, StringComparer.Ordinal),
            "StringNotEquals" => !values.Contains(actual, StringComparer.Ordinal),
            _ => null,
        };
    }

    private static string AccountOf(string principal) => principal.Split(':')[4];

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
}
