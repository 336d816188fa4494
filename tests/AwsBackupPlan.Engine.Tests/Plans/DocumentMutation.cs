using System.Text;
using System.Text.Json.Nodes;
using CsCheck;

namespace AwsBackupPlan.Engine.Tests.Plans;

/// <summary>Damages a document in one place, as a typing error, a wrong tool or a broken transfer does.</summary>
/// <param name="Kind">What is done.</param>
/// <param name="Place">Where, as a number that is taken modulo the number of places.</param>
/// <param name="Value">With what, likewise.</param>
internal sealed record DocumentMutation(int Kind, int Place, int Value)
{
    private static readonly string[] Values =
    [
        "null", "true", "false", "0", "-1", "1", "59", "60", "90", "36501", "9223372036854775807", "9223372036854775808", "1e400", "0.5", "\"\"", "\"x\"", "\"60\"",
        "\"cron(0 5 * * ? *)\"", "\"cron(* * * * * *)\"", "\"RuleName\"", "\"arn:aws:backup:us-east-2:222222222222:backup-vault:other\"", "[]", "{}", "[null]", "[{}]",
        "[[[[[[]]]]]]", "\"\\ud800\"", "\"\\u0000\"", "{\"\": \"\"}", "{\"\\ud800\": 1}", "{\"a\": null}",
    ];

    public static Gen<DocumentMutation> All { get; } = Gen.Select(Gen.Int[0, 6], Gen.Int[0, 9_999], Gen.Int[0, 9_999], (kind, place, value) => new DocumentMutation(kind, place, value));

    /// <summary>The damaged document.</summary>
    public string Apply(JsonNode document)
    {
        JsonNode copy = document.DeepClone();
        List<JsonNode> nodes = [.. Below(copy)];
        JsonNode? node = nodes.Count == 0 ? null : nodes[Place % nodes.Count];
        return Kind switch
        {
            0 => Replace(copy, node, Values[Value % Values.Length]),
            1 => Remove(copy, node),
            2 => Rename(copy, node),
            3 => Duplicate(copy, node),
            4 => FlipBit(copy.ToJsonString()),
            5 => copy.ToJsonString().Remove(Place % copy.ToJsonString().Length, 1),
            _ => copy.ToJsonString().Insert(Place % copy.ToJsonString().Length, ((char)Value).ToString()),
        };
    }

    private static IEnumerable<JsonNode> Below(JsonNode? node)
    {
        IEnumerable<JsonNode?> children = node switch
        {
            JsonObject members => members.Select(member => member.Value),
            JsonArray items => items,
            _ => [],
        };
        return children.OfType<JsonNode>().SelectMany(child => Below(child).Prepend(child));
    }

    // As text: some values are such that no JSON library writes them.
    private static string Replace(JsonNode root, JsonNode? node, string value)
    {
        node?.ReplaceWith("the place");
        return root.ToJsonString().Replace("\"the place\"", value, StringComparison.Ordinal);
    }

    private static string Remove(JsonNode root, JsonNode? node)
    {
        if (node?.Parent is JsonObject members)
        {
            members.Remove(node.GetPropertyName());
        }
        else if (node?.Parent is JsonArray items)
        {
            items.Remove(node);
        }

        return root.ToJsonString();
    }

    private string Rename(JsonNode root, JsonNode? node)
    {
        if (node?.Parent is JsonObject members)
        {
            string name = node.GetPropertyName();
            members.Remove(name);
            members[Value % 3 == 0 ? name.ToLowerInvariant() : name.Remove(Value % name.Length, 1)] = node;
        }

        return root.ToJsonString();
    }

    private static string Duplicate(JsonNode root, JsonNode? node)
    {
        if (node?.Parent is JsonArray items)
        {
            items.Add(node.DeepClone());
            return root.ToJsonString();
        }

        string text = root.ToJsonString();
        string member = node is null ? "\"x\":1" : $"\"{node.GetPropertyName()}\":{node.ToJsonString()}";
        return node is null ? text : text.Replace(member, $"{member},{member}", StringComparison.Ordinal);
    }

    private string FlipBit(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        bytes[Place % bytes.Length] ^= (byte)(1 << (Value % 8));
        return Encoding.UTF8.GetString(bytes);
    }
}
