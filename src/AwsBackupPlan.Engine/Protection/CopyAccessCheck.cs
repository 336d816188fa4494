using System.Text.Json.Nodes;

namespace AwsBackupPlan.Engine.Protection;

/// <summary>
/// Holds an account's copies against the access policy of the vault that they go to, or what else AWS Backup does against the policy of what it does it with. What hangs on something that is not known
/// from here is not known.
/// </summary>
/// <param name="resourceArn">The vault, or the other resource that has the policy.</param>
/// <param name="accountId">The account.</param>
/// <param name="backupRoleArn">The role that AWS Backup copies with.</param>
/// <param name="organizationId">The organization of whoever calls, where it is known.</param>
internal sealed class CopyAccessCheck(string resourceArn, string accountId, string backupRoleArn, string? organizationId)
{
    /// <summary>What a vault's policy has to allow.</summary>
    public const string Action = "backup:CopyIntoBackupVault";

    /// <summary>What the policy has to allow.</summary>
    public string Needed { get; init; } = Action;

    /// <summary>Whether its actions may have wildcards. Those of vaults may not.</summary>
    public bool TakesWildcards { get; init; }

    private readonly SortedSet<string> _notKnown = new(StringComparer.Ordinal);

    /// <summary>What the answer hangs on and is not known.</summary>
    public IReadOnlyCollection<string> NotKnown => _notKnown;

    /// <summary>The ids of the statements that deny it; some have none.</summary>
    public IReadOnlyCollection<string> DeniedBy { get; private set; } = [];

    /// <summary>Whether a policy lets the account in.</summary>
    public CopyAccess Of(JsonObject document)
    {
        var statements = AccessPolicy.Statements(document).OfType<JsonObject>().ToList();
        var denials = statements.Where(static statement => IsOf(statement, "Deny")).Select(statement => (Sid: AccessPolicy.Sid(statement), Applies: Applies(statement))).ToList();
        DeniedBy = [.. denials.Where(static denial => denial.Applies == true).Select(static denial => denial.Sid).OfType<string>()];
        var denied = Any(denials.Select(static denial => denial.Applies));
        var allowed = Any(statements.Where(static statement => IsOf(statement, "Allow")).Select(Applies));
        return denied == true ? CopyAccess.Denied
            : allowed == false ? CopyAccess.NotAllowed
            : allowed == true && denied == false ? CopyAccess.Allowed
            : CopyAccess.NotKnown;
    }

    private static bool IsOf(JsonObject statement, string effect) => AccessPolicy.Texts(statement["Effect"]).Contains(effect, StringComparer.Ordinal);

    private bool? Applies(JsonObject statement)
    {
        // What is surely not about these copies makes nothing doubtful.
        var (isAbout, isFor) = (All([IsAbout(statement, "Action", IsAction), IsAbout(statement, "Resource", IsVault)]), IsFor(statement));
        return isAbout == false || isFor == false ? false : All([isAbout, isFor, Holds(statement)]);
    }

    private bool? IsAbout(JsonObject statement, string element, Func<string, bool?> fits)
    {
        if (statement[element] is { } named)
        {
            return Any(AccessPolicy.Texts(named).Select(fits));
        }

        return statement[$"Not{element}"] is { } negated ? !Any(AccessPolicy.Texts(negated).Select(fits)) : Unsure($"a statement without {element}");
    }

    // AWS Backup takes no wildcards there.
    private bool? IsAction(string action) => string.Equals(action, Needed, StringComparison.OrdinalIgnoreCase) ? true
        : action.IndexOfAny(['*', '?']) < 0 || !Wildcards.IsMatch(action.ToUpperInvariant(), Needed.ToUpperInvariant()) ? false
        : TakesWildcards ? true
        : Unsure($"the wildcard in {action}");

    private bool? IsVault(string resource) => resource.Contains("${") ? Unsure($"the variable in {resource}") : Wildcards.IsMatch(resource, resourceArn);

    private bool? IsFor(JsonObject statement)
    {
        if (statement["Principal"] is not { } principal)
        {
            return Unsure("NotPrincipal");
        }

        return AccessPolicy.Texts(principal is JsonObject kinds ? kinds["AWS"] : principal).Any(one => one is "*"
            || string.Equals(one, accountId, StringComparison.Ordinal)
            || string.Equals(one, backupRoleArn, StringComparison.Ordinal)
            || (one.StartsWith("arn:", StringComparison.Ordinal) && one.EndsWith($":iam::{accountId}:root", StringComparison.Ordinal)));
    }

    private bool? Holds(JsonObject statement) => statement["Condition"] switch
    {
        null => true,
        JsonObject tests => All(tests.SelectMany(test => test.Value is JsonObject keys ? keys.Select(key => Holds(test.Key, key.Key, AccessPolicy.Texts(key.Value))) : [Unsure($"the condition {test.Key}")])),
        _ => Unsure("a Condition of another form"),
    };

    private bool? Holds(string test, string key, IReadOnlyList<string> values)
    {
        if (IsOfKey && !values.Any(static value => value.Contains("${")) && HoldsOfKey(test, key.ToUpperInvariant(), values) is { } known)
        {
            return known;
        }

        var actual = key.ToUpperInvariant() switch
        {
            "AWS:PRINCIPALACCOUNT" or "KMS:CALLERACCOUNT" => accountId,
            "AWS:PRINCIPALARN" => backupRoleArn,
            "AWS:PRINCIPALORGID" => organizationId,
            _ => null,
        };
        if (actual is null || values.Any(static value => value.Contains("${")))
        {
            return Unsure($"the condition on {key}");
        }

        var met = Compare(test.EndsWith("IfExists", StringComparison.Ordinal) ? test.Remove(test.Length - "IfExists".Length) : test, actual, values);
        // Whoever calls need not be of the organization of the accounts: another id than the caller's proves nothing.
        return met is null || (ReferenceEquals(actual, organizationId) && !values.Contains(actual, StringComparer.Ordinal)) ? Unsure($"the condition {test} on {key}") : met;
    }

    private bool IsOfKey => Needed.StartsWith("kms:", StringComparison.Ordinal);

    // AWS Backup uses a key as itself, and as Amazon RDS for the snapshots of databases. Its grants are for AWS resources, and only a grant is asked whether it is.
    private bool? HoldsOfKey(string test, string key, IReadOnlyList<string> values)
    {
        var isOptional = test.EndsWith("IfExists", StringComparison.Ordinal);
        var plain = isOptional ? test.Remove(test.Length - "IfExists".Length) : test;
        if (key is "KMS:GRANTISFORAWSRESOURCE" && plain is "Bool")
        {
            return Needed is "kms:CreateGrant" ? values.Contains("true", StringComparer.OrdinalIgnoreCase) : isOptional;
        }

        if (key is not "KMS:VIASERVICE" || resourceArn.Split(':') is not [_, var partition, _, var region, ..])
        {
            return null;
        }

        var suffix = $"{region}.{(partition is "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com")}";
        var (backup, rds) = (Compare(plain, $"backup.{suffix}", values), Compare(plain, $"rds.{suffix}", values));
        // A statement for AWS Backup alone is what AWS documents.
        return backup == rds ? backup : backup == true && !plain.Contains("Not") ? true : null;
    }

    private static bool? Compare(string test, string actual, IReadOnlyList<string> values) => test switch
    {
        "StringEquals" => values.Contains(actual, StringComparer.Ordinal),
        "StringNotEquals" => !values.Contains(actual, StringComparer.Ordinal),
        "StringEqualsIgnoreCase" => values.Contains(actual, StringComparer.OrdinalIgnoreCase),
        "StringNotEqualsIgnoreCase" => !values.Contains(actual, StringComparer.OrdinalIgnoreCase),
        "StringLike" => values.Any(value => Wildcards.IsMatch(value, actual)),
        "StringNotLike" => !values.Any(value => Wildcards.IsMatch(value, actual)),
        "ArnLike" or "ArnEquals" => values.Any(value => Wildcards.IsArnMatch(value, actual)),
        "ArnNotLike" or "ArnNotEquals" => !values.Any(value => Wildcards.IsArnMatch(value, actual)),
        _ => null,
    };

    private bool? Unsure(string what)
    {
        _notKnown.Add(what);
        return null;
    }

    private static bool? Any(IEnumerable<bool?> facts) => !All(facts.Select(static fact => !fact));

    private static bool? All(IEnumerable<bool?> facts)
    {
        var all = facts.ToList();
        return all.Contains(false) ? false : all.Contains(null) ? null : true;
    }
}
