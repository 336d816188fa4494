using System.Text.Json;
using System.Text.Json.Nodes;

namespace AwsBackupPlan.Engine.Protection;

/// <summary>Reads access policies of vaults, whoever wrote them.</summary>
internal static class AccessPolicy
{
    /// <summary>A policy without statements.</summary>
    public static JsonObject Empty => new() { ["Version"] = "2012-10-17", ["Statement"] = new JsonArray() };

    /// <summary>The document with its statements as a list, where one alone need not be in one; <see langword="null"/> when it is no policy.</summary>
    public static JsonObject? Read(string policy)
    {
        try
        {
            if (JsonNode.Parse(policy) is not JsonObject document)
            {
                return null;
            }

            Unfold(document);
            if (document["Statement"] is JsonObject single)
            {
                document["Statement"] = new JsonArray(single.DeepClone());
            }

            return document["Statement"] is JsonArray statements && statements.All(static statement => statement is JsonObject) ? document : null;
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>The statements of a document that was read.</summary>
    public static JsonArray Statements(JsonObject document) => (JsonArray)document["Statement"]!;

    /// <summary>The texts of an element, which may be a single one.</summary>
    public static IReadOnlyList<string> Texts(JsonNode? node) => node switch
    {
        null => [],
        JsonArray list => [.. list.Select(static item => item?.ToString()).OfType<string>()],
        _ => [node.ToString()],
    };

    /// <summary>The id of a statement.</summary>
    public static string? Sid(JsonNode? statement) => statement?["Sid"] is JsonValue sid && sid.TryGetValue<string>(out var text) ? text : null;

    // A member that is there twice shows only when an object is looked into.
    private static void Unfold(JsonNode? node)
    {
        if (node is JsonObject members)
        {
            foreach (var member in members)
            {
                Unfold(member.Value);
            }
        }
        else if (node is JsonArray items)
        {
            foreach (var item in items)
            {
                Unfold(item);
            }
        }
    }
}
