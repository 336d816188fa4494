using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using AwsBackupPlan.Engine.Accounts.Denials;

namespace AwsBackupPlan.Engine.Accounts.Sessions;

/// <summary>Writes the statements of a role's policy as JSON.</summary>
internal static class PolicyDocument
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonSerializerOptions OneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes it.</summary>
    /// <param name="statements">The statements.</param>
    /// <param name="plain">Puts what is known at deployment alone into resources and conditions.</param>
    /// <param name="isIndented">For a page, and not for a message.</param>
    public static string Write(IReadOnlyList<PermissionStatement> statements, Func<string, string> plain, bool isIndented)
    {
        var policy = new JsonObject
        {
            ["Version"] = "2012-10-17",
            ["Statement"] = new JsonArray([.. statements.Select(statement => Statement(statement, plain))]),
        };
        return policy.ToJsonString(isIndented ? Indented : OneLine).Replace("\r\n", "\n");
    }

    private static JsonObject Statement(PermissionStatement statement, Func<string, string> plain)
    {
        var written = new JsonObject { ["Sid"] = statement.Sid, ["Effect"] = "Allow", ["Action"] = List(statement.Actions), ["Resource"] = List([.. statement.Resources.Select(plain)]) };
        if (statement.Conditions.Count > 0)
        {
            written["Condition"] = new JsonObject(statement.Conditions.GroupBy(static condition => condition.Operator, StringComparer.Ordinal).Select(group => Conditions(group, plain)));
        }

        return written;
    }

    // A policy takes each operator once.
    private static KeyValuePair<string, JsonNode?> Conditions(IGrouping<string, PolicyCondition> group, Func<string, string> plain) =>
        new(group.Key, new JsonObject(group.Select(condition => new KeyValuePair<string, JsonNode?>(condition.Key, plain(condition.Value)))));

    private static JsonNode? List(IReadOnlyList<string> texts) => texts.Count == 1 ? JsonValue.Create(texts[0]) : new JsonArray([.. texts.Select(static text => (JsonNode?)JsonValue.Create(text))]);
}
