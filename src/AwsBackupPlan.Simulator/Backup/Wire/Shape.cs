using System.Text.Json;
using System.Text.Json.Nodes;
using AwsBackupPlan.Simulator.Protocol;

namespace AwsBackupPlan.Simulator.Backup.Wire;

/// <summary>What a member of a request body has to look like.</summary>
/// <remarks>As AWS does, members that the model does not know are left out, and a value of another JSON type is refused.</remarks>
internal sealed class Shape
{
    /// <summary>A string.</summary>
    public static readonly Shape Text = Scalar("a String", JsonValueKind.String);

    /// <summary>A whole number.</summary>
    public static readonly Shape WholeNumber = new(static (node, path) =>
        node.GetValueKind() == JsonValueKind.Number && node is JsonValue value && value.TryGetValue(out long number)
            ? JsonValue.Create(number)
            : throw Refused(node, "a Long", path));

    /// <summary>A Boolean.</summary>
    public static readonly Shape TrueOrFalse = Scalar("a Boolean", JsonValueKind.True, JsonValueKind.False);

    /// <summary>A point in time: epoch seconds, fractions allowed.</summary>
    public static readonly Shape Time = Scalar("a Timestamp", JsonValueKind.Number);

    /// <summary>A map of strings.</summary>
    public static readonly Shape TextMap = Map(Text);

    /// <summary>A map of Booleans.</summary>
    public static readonly Shape FlagMap = Map(TrueOrFalse);

    /// <summary>A list of strings.</summary>
    public static readonly Shape TextList = List(Text);

    private readonly Func<JsonNode, string, JsonNode> _read;

    private Shape(Func<JsonNode, string, JsonNode> read) => _read = read;

    public static Shape List(Shape element) => new((node, path) =>
    {
        var list = new JsonArray();
        foreach (var item in node as JsonArray ?? throw Refused(node, "a List", path))
        {
            list.Add(element._read(item ?? throw Refused(item, "a list element", path), path));
        }

        return list;
    });

    public static Shape Structure(params (string Name, Shape Shape)[] members)
    {
        // The path of a member is told in refusals only, and is nearly always the same.
        var paths = new MemberPath?[members.Length];
        return new((node, path) =>
        {
            var source = node as JsonObject ?? throw Refused(node, "a Structure", path);
            var copy = new JsonObject();
            for (var place = 0; place < members.Length; place++)
            {
                var (name, shape) = members[place];
                if (source[name] is { } value)
                {
                    var known = Volatile.Read(ref paths[place]);
                    if (known is null || !ReferenceEquals(known.Of, path))
                    {
                        known = new MemberPath(path, $"{path}.{name}");
                        Volatile.Write(ref paths[place], known);
                    }

                    copy[name] = shape._read(value, known.Path);
                }
            }

            return copy;
        });
    }

    /// <summary>Reads a request body.</summary>
    public JsonObject ReadBody(ReadOnlyMemory<byte> body)
    {
        try
        {
            var node = body.IsEmpty ? new JsonObject() : JsonNode.Parse(body.Span);
            return (JsonObject)_read(node ?? throw Refused(node, "a Structure", "body"), "body");
        }
        catch (JsonException exception)
        {
            throw new SimulatedException("SerializationException", $"The request body is not JSON: {exception.Message}");
        }
        catch (ArgumentException exception)
        {
            // A member that is there twice.
            throw new SimulatedException("SerializationException", $"The request body is not well-formed: {exception.Message}");
        }
    }

    private static Shape Scalar(string name, params JsonValueKind[] kinds) => new((node, path) =>
        Array.IndexOf(kinds, node.GetValueKind()) >= 0 ? Alone(node) : throw Refused(node, name, path));

    // A value that was parsed is a view of the whole body; a clone of it is a document of its own.
    private static JsonNode Alone(JsonNode node) => node.GetValueKind() switch
    {
        JsonValueKind.String => JsonValue.Create(node.GetValue<string>()),
        JsonValueKind.True or JsonValueKind.False => JsonValue.Create(node.GetValue<bool>()),
        _ => node.DeepClone(),
    };

    private static Shape Map(Shape value) => new((node, path) =>
    {
        var copy = new JsonObject();
        foreach (var (key, item) in node as JsonObject ?? throw Refused(node, "a Map", path))
        {
            copy[key] = value._read(item ?? throw Refused(item, "a map value", path), $"{path}.{key}");
        }

        return copy;
    });

    private static SimulatedException Refused(JsonNode? node, string expected, string path)
    {
        var kind = node?.GetValueKind() ?? JsonValueKind.Null;
        return new SimulatedException("SerializationException", $"{kind.ToString().ToUpperInvariant()}_VALUE at '{path}' can not be converted to {expected}.");
    }

    private sealed record MemberPath(string Of, string Path);
}
