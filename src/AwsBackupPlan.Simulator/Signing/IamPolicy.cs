using System.Text.Json;
using System.Text.RegularExpressions;
using AwsBackupPlan.Simulator.Protocol;

namespace AwsBackupPlan.Simulator.Signing;

/// <summary>
/// The policy of a session or of a role: Allow and Deny of actions on resources, with wildcards; of a role also with conditions. What it holds beyond that, condition keys included, is refused,
/// never passed over.
/// </summary>
public sealed class IamPolicy
{
    private static readonly TimeSpan MatchTimeout = TimeSpan.FromSeconds(1);

    private readonly IReadOnlyList<Statement> _statements;

    private IamPolicy(string text, IReadOnlyList<Statement> statements) => (Text, _statements) = (text, statements);

    /// <summary>The document as it came.</summary>
    public string Text { get; }

    /// <summary>All actions that its Allow statements name, as they are written.</summary>
    public IReadOnlyList<string> AllowedActions => [.. _statements.Where(static statement => !statement.IsDeny).SelectMany(static statement => statement.Actions)];

    /// <summary>Whether it denies an action in so many words.</summary>
    public bool Denies(string action, string resource, PolicyContext? context = null) => _statements.Any(statement => statement.IsDeny && statement.Covers(action, resource, context));

    /// <summary>Whether it allows an action, and does not deny it.</summary>
    public bool Allows(string action, string resource, PolicyContext? context = null) =>
        !Denies(action, resource, context) && _statements.Any(statement => !statement.IsDeny && statement.Covers(action, resource, context));

    /// <summary>Reads the policy of a role.</summary>
    /// <exception cref="SimulatedException">It is not a policy, or holds what is not simulated.</exception>
    public static IamPolicy OfRole(string text) => Parse(text, takesConditions: true);

    /// <summary>Reads the policy of a session.</summary>
    /// <exception cref="SimulatedException">It is not a policy, or holds what is not simulated.</exception>
    internal static IamPolicy Parse(string text, bool takesConditions = false)
    {
        using var document = JsonDocument.Parse(text);
        var root = document.RootElement;
        if (root.ValueKind is not JsonValueKind.Object || !root.TryGetProperty("Statement", out var statements))
        {
            throw Malformed("Missing required field Statement");
        }

        foreach (var member in root.EnumerateObject())
        {
            var isKnown = member.Name is "Statement" or "Id" || (member.Name is "Version" && member.Value.ValueEquals("2012-10-17"));
            if (!isKnown)
            {
                throw Malformed("Syntax errors in policy.");
            }
        }

        return new IamPolicy(text, statements.ValueKind is JsonValueKind.Array ? [.. statements.EnumerateArray().Select(Read)] : [Read(statements)]);

        Statement Read(JsonElement statement) => ReadStatement(statement, takesConditions);
    }

    private static Statement ReadStatement(JsonElement statement, bool takesConditions)
    {
        if (statement.ValueKind is not JsonValueKind.Object)
        {
            throw Malformed("Syntax errors in policy.");
        }

        foreach (var member in statement.EnumerateObject())
        {
            CheckElement(member.Name, takesConditions);
        }

        var effect = statement.TryGetProperty("Effect", out var stated) && stated.ValueKind is JsonValueKind.String ? stated.GetString() : null;
        return effect is "Allow" or "Deny"
            ? new Statement(effect is "Deny", Texts(statement, "Action"), Texts(statement, "Resource"), ReadConditions(statement))
            : throw Malformed("Syntax errors in policy.");
    }

    private static List<Condition> ReadConditions(JsonElement statement)
    {
        if (!statement.TryGetProperty("Condition", out var operators))
        {
            return [];
        }

        return
        [
            .. operators.EnumerateObject().SelectMany(static group => group.Value.EnumerateObject().Select(key => new Condition(
                group.Name is "StringEquals" or "StringLike" or "ForAnyValue:StringEquals" or "ForAnyValue:StringLike" or "Bool" ? group.Name.EndsWith("Like", StringComparison.Ordinal) : throw NotSimulated($"The operator {group.Name}"),
                PolicyContext.Keys.Contains(key.Name) ? key.Name : throw NotSimulated($"The condition key {key.Name}"),
                key.Value.ValueKind is JsonValueKind.Array ? [.. key.Value.EnumerateArray().Select(ValueOf)] : [ValueOf(key.Value)]))),
        ];
    }

    // A truth value is one by itself or in words.
    private static string ValueOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => throw Malformed("Syntax errors in policy."),
    };

    private static void CheckElement(string name, bool takesConditions)
    {
        switch (name)
        {
            case "Condition" when takesConditions:
                break;
            case "Sid" or "Effect" or "Action" or "Resource":
                break;
            case "Condition" or "NotAction" or "NotResource":
                throw NotSimulated($"{name} in a session policy");
            case "Principal" or "NotPrincipal":
                throw Malformed("Policy document should not specify a principal.");
            default:
                throw Malformed("Syntax errors in policy.");
        }
    }

    private static string[] Texts(JsonElement statement, string name)
    {
        if (!statement.TryGetProperty(name, out var value))
        {
            throw Malformed($"Policy statement must contain {(name is "Action" ? "actions" : "resources")}.");
        }

        IReadOnlyList<JsonElement> items = value.ValueKind is JsonValueKind.Array ? [.. value.EnumerateArray()] : [value];
        if (items.Count == 0 || items.Any(static item => item.ValueKind is not JsonValueKind.String))
        {
            throw Malformed("Syntax errors in policy.");
        }

        var texts = items.Select(static item => item.GetString()!).ToArray();
        if (texts.Any(static text => text.Contains("${", StringComparison.Ordinal)))
        {
            throw NotSimulated("A variable in a session policy");
        }

        var isAction = name is "Action";
        return Array.TrueForAll(texts, text => text is "*" || (isAction ? text.Contains(':', StringComparison.Ordinal) : Arn.TryParse(text, out _)))
            ? texts
            : throw Malformed(isAction ? "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc." : "Resource must be in ARN format or \"*\".");
    }

    private static SimulatedException Malformed(string message) => new("MalformedPolicyDocument", message);

    private static SimulatedException NotSimulated(string what) => new("NotImplemented", $"{what} is not simulated.", 501);

    private static bool Matches(string pattern, string text, RegexOptions options) => Regex.IsMatch(
        text,
        $@"\A{Regex.Escape(pattern).Replace(@"\*", ".*", StringComparison.Ordinal).Replace(@"\?", ".", StringComparison.Ordinal)}\z",
        options | RegexOptions.CultureInvariant | RegexOptions.Singleline,
        MatchTimeout);

    private sealed record Condition(bool IsLike, string Key, IReadOnlyList<string> Values)
    {
        // A key that the call does not have meets none.
        public bool Holds(PolicyContext? context) => context?.Of(Key).Any(actual => Values.Any(wanted => IsLike ? Matches(wanted, actual, RegexOptions.None) : string.Equals(wanted, actual, StringComparison.Ordinal))) is true;
    }

    private sealed record Statement(bool IsDeny, IReadOnlyList<string> Actions, IReadOnlyList<string> Resources, IReadOnlyList<Condition> Conditions)
    {
        // Actions are read without case, resources with it.
        public bool Covers(string action, string resource, PolicyContext? context) =>
            Actions.Any(pattern => Matches(pattern, action, RegexOptions.IgnoreCase)) && Resources.Any(pattern => Matches(pattern, resource, RegexOptions.None))
            && Conditions.All(condition => condition.Holds(context));
    }
}
