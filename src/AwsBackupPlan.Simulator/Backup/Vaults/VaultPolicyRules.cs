using System.Text.Json;
using System.Text.RegularExpressions;
using AwsBackupPlan.Simulator.Backup.Wire;
using AwsBackupPlan.Simulator.Protocol;

namespace AwsBackupPlan.Simulator.Backup.Vaults;

/// <summary>What AWS takes as the access policy of a vault.</summary>
internal static partial class VaultPolicyRules
{
    private static readonly string[] Elements = ["Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition"];

    /// <summary>Lets a policy pass.</summary>
    /// <exception cref="SimulatedException">It is none.</exception>
    public static void Check(string policy)
    {
        try
        {
            using var document = JsonDocument.Parse(policy);
            var root = document.RootElement;
            Demand(root.ValueKind is JsonValueKind.Object, "is not a JSON object");
            CheckMembers(root);
            foreach (var member in root.EnumerateObject())
            {
                Demand(
                    member.Name is "Statement" or "Id" || (member.Name is "Version" && member.Value.ValueKind is JsonValueKind.String && (member.Value.ValueEquals("2012-10-17") || member.Value.ValueEquals("2008-10-17"))),
                    $"has a member {member.Name} that is not valid");
            }

            Demand(root.TryGetProperty("Statement", out var statements), "has no Statement");
            IReadOnlyList<JsonElement> all = statements.ValueKind is JsonValueKind.Array ? [.. statements.EnumerateArray()] : [statements];
            foreach (var statement in all)
            {
                CheckStatement(statement);
            }

            var sids = all.Where(static statement => statement.TryGetProperty("Sid", out _)).Select(static statement => statement.GetProperty("Sid").GetString()).ToList();
            Demand(sids.Distinct(StringComparer.Ordinal).Count() == sids.Count, "has two statements with the same Sid");
        }
        catch (JsonException)
        {
            throw Invalid("is not valid JSON");
        }
    }

    private static void CheckStatement(JsonElement statement)
    {
        Demand(statement.ValueKind is JsonValueKind.Object, "has a statement that is not an object");
        foreach (var member in statement.EnumerateObject())
        {
            Demand(Elements.Contains(member.Name, StringComparer.Ordinal), $"has a statement with the element {member.Name}");
        }

        Demand(!statement.TryGetProperty("Sid", out var sid) || sid.ValueKind is JsonValueKind.String, "has a Sid that is not a text");
        Demand(statement.TryGetProperty("Effect", out var effect) && effect.ValueKind is JsonValueKind.String && (effect.ValueEquals("Allow") || effect.ValueEquals("Deny")), "has a statement whose Effect is neither Allow nor Deny");
        CheckPrincipal(One(statement, "Principal"));
        foreach (var action in Texts(One(statement, "Action")))
        {
            Demand(!action.Contains('*', StringComparison.Ordinal) && !action.Contains('?', StringComparison.Ordinal), $"has the action {action}: wildcards are not supported there");
            Demand(Action().IsMatch(action), $"has the action {action}, which is none of AWS Backup's");
        }

        Demand(Texts(One(statement, "Resource")).All(static resource => resource is "*" || resource.StartsWith("arn:", StringComparison.Ordinal)), "has a resource that is no ARN");
        CheckConditions(statement);
    }

    private static void CheckPrincipal(JsonElement principal)
    {
        if (principal.ValueKind is JsonValueKind.String)
        {
            Demand(principal.ValueEquals("*"), "has a principal that is not valid");
            return;
        }

        Demand(principal.ValueKind is JsonValueKind.Object && principal.EnumerateObject().Any(), "has a principal that is not valid");
        foreach (var kind in principal.EnumerateObject())
        {
            Demand(kind.Name is "AWS" or "Service" or "Federated" or "CanonicalUser", $"has a principal of the kind {kind.Name}");
            var names = Texts(kind.Value);
            Demand(kind.Name is not "AWS" || names.All(static name => name is "*" || AwsPrincipal().IsMatch(name)), "has a principal that is not valid");
        }
    }

    private static void CheckConditions(JsonElement statement)
    {
        if (!statement.TryGetProperty("Condition", out var conditions))
        {
            return;
        }

        Demand(conditions.ValueKind is JsonValueKind.Object, "has a Condition that is not an object");
        foreach (var test in conditions.EnumerateObject())
        {
            Demand(test.Value.ValueKind is JsonValueKind.Object, $"has a Condition {test.Name} that is not an object");
            foreach (var key in test.Value.EnumerateObject())
            {
                Demand(Texts(key.Value).Count > 0, $"has a Condition {test.Name} without values");
            }
        }
    }

    /// <summary>An element, or its negation; a statement has one of the two.</summary>
    private static JsonElement One(JsonElement statement, string element)
    {
        Demand(statement.TryGetProperty(element, out var named) ^ statement.TryGetProperty("Not" + element, out var negated), $"has a statement without {element}, or with two");
        return named.ValueKind is JsonValueKind.Undefined ? negated : named;
    }

    private static IReadOnlyList<string> Texts(JsonElement value)
    {
        IReadOnlyList<JsonElement> items = value.ValueKind is JsonValueKind.Array ? [.. value.EnumerateArray()] : [value];
        Demand(items.Count > 0 && items.All(static item => item.ValueKind is JsonValueKind.String), "has an element that is neither a text nor a list of texts");
        return [.. items.Select(static item => item.GetString()!)];
    }

    private static void CheckMembers(JsonElement element)
    {
        if (element.ValueKind is JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray())
            {
                CheckMembers(item);
            }
        }
        else if (element.ValueKind is JsonValueKind.Object)
        {
            var names = new HashSet<string>(StringComparer.Ordinal);
            foreach (var member in element.EnumerateObject())
            {
                Demand(names.Add(member.Name), $"has {member.Name} twice");
                CheckMembers(member.Value);
            }
        }
    }

    private static void Demand(bool isMet, string fault)
    {
        if (!isMet)
        {
            throw Invalid(fault);
        }
    }

    private static SimulatedException Invalid(string fault) => BackupErrors.InvalidParameter($"The specified policy document {fault}.", "ERROR_3106");

    [GeneratedRegex(@"^backup:[A-Za-z]+\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Action();

    [GeneratedRegex(@"^([0-9]{12}|arn:aws[a-z-]*:(iam|sts)::[0-9]{12}:[^*?]+)\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AwsPrincipal();
}
