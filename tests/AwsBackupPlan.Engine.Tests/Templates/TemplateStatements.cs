using System.Text.Json.Nodes;

namespace AwsBackupPlan.Engine.Tests.Templates;

/// <summary>The statements of the policies in a template.</summary>
internal static class TemplateStatements
{
    /// <summary>The statements of roles and of policies that roles are given.</summary>
    public static IReadOnlyList<JsonObject> OfRoles(JsonObject template) =>
    [
        .. Resources(template).Where(static resource => (string?)resource["Type"] is "AWS::IAM::Role").SelectMany(static role => role["Properties"]!["Policies"]!.AsArray()).SelectMany(static policy => Of(policy!["PolicyDocument"]!)),
        .. Resources(template).Where(static resource => (string?)resource["Type"] is "AWS::IAM::Policy").SelectMany(static policy => Of(policy["Properties"]!["PolicyDocument"]!)),
    ];

    /// <summary>The statements of a role's own policies.</summary>
    public static IReadOnlyList<JsonObject> OfRole(JsonObject template, string role) =>
        [.. template["Resources"]![role]!["Properties"]!["Policies"]!.AsArray().SelectMany(static policy => Of(policy!["PolicyDocument"]!))];

    /// <summary>The statements of a policy that a role is given.</summary>
    public static IReadOnlyList<JsonObject> OfPolicy(JsonObject template, string policy) => [.. Of(template["Resources"]![policy]!["Properties"]!["PolicyDocument"]!)];

    /// <summary>The statements of every policy, trust policies and those of keys, vaults and topics included, as far as they stand there unconditionally.</summary>
    public static IReadOnlyList<JsonObject> All(JsonNode? node) => node switch
    {
        JsonObject statement when statement["Effect"] is JsonValue => [statement],
        JsonObject members => [.. members.SelectMany(static member => All(member.Value))],
        JsonArray items => [.. items.SelectMany(All)],
        _ => [],
    };

    public static IReadOnlyList<string> Actions(JsonObject statement) => Texts(statement["Action"]);

    /// <summary>The resources; those that a function makes by its text.</summary>
    public static IReadOnlyList<string> ResourcesOf(JsonObject statement) => Texts(statement["Resource"]);

    private static IEnumerable<JsonObject> Resources(JsonObject template) => template["Resources"]!.AsObject().Select(static resource => resource.Value!.AsObject());

    private static IEnumerable<JsonObject> Of(JsonNode document) => document["Statement"]!.AsArray().Select(static statement => statement!.AsObject());

    private static IReadOnlyList<string> Texts(JsonNode? node) => node switch
    {
        JsonArray items => [.. items.SelectMany(Texts)],
        JsonObject { Count: 1 } function when function["Fn::Sub"] is JsonArray parts => [(string)parts[0]!],
        JsonObject { Count: 1 } function when function["Fn::Sub"] is { } text => [(string)text!],
        JsonObject function => [function.ToJsonString()],
        null => [],
        _ => [(string)node!],
    };
}
