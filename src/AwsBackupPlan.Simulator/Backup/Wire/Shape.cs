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
        node.ValueKind == JsonValueKind.Number && node.TryGetInt64(out var number) ? JsonValue.Create(number) : throw Refused(node, "a Long", path));

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

    // A member that is there twice is refused.
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    private readonly Func<JsonElement, string, JsonNode> _read;

    private Shape(Func<JsonElement, string, JsonNode> read) => _read = read;

    public static Shape List(Shape element) => new((node, path) =>
    {
        var list = new JsonArray();
        foreach (var item in Of(JsonValueKind.Array, node, "a List", path).EnumerateArray())
        {
            list.Add(element._read(item.ValueKind != JsonValueKind.Null ? item : throw Refused(item, "a list element", path), path));
        }

        return list;
    });

    public static Shape Structure(params (string Name, Shape Shape)[] members)
    {
        // The path of a member is told in refusals only, and is nearly always the same.
        var paths = new MemberPath?[members.Length];
        return new((node, path) =>
        {
            var source = Of(JsonValueKind.Object, node, "a Structure", path);
            var copy = new JsonObject();
            for (var place = 0; place < members.Length; place++)
            {
                var (name, shape) = members[place];
                if (source.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null)
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
            using var document = JsonDocument.Parse(body.IsEmpty ? "{}"u8.ToArray() : body, Strict);
            return (JsonObject)_read(document.RootElement, "body");
        }
        catch (JsonException exception)
        {
            throw new SimulatedException("SerializationException", $"The request body is not well-formed JSON: {exception.Message}");
        }
    }

    private static Shape Scalar(string name, params JsonValueKind[] kinds) => new((node, path) =>
        Array.IndexOf(kinds, node.ValueKind) >= 0 ? Alone(node) : throw Refused(node, name, path));

    // An element is a view of the whole body, which is given back when it is read.
    private static JsonValue Alone(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => JsonValue.Create(element.GetString()!),
        JsonValueKind.True or JsonValueKind.False => JsonValue.Create(element.GetBoolean()),
        _ => JsonValue.Create(element.Clone())!,
    };

    private static Shape Map(Shape value) => new((node, path) =>
    {
        var copy = new JsonObject();
        foreach (var item in Of(JsonValueKind.Object, node, "a Map", path).EnumerateObject())
        {
            copy[item.Name] = value._read(item.Value.ValueKind != JsonValueKind.Null ? item.Value : throw Refused(item.Value, "a map value", path), $"{path}.{item.Name}");
        }

        return copy;
    });

    private static JsonElement Of(JsonValueKind kind, JsonElement element, string expected, string path) =>
        element.ValueKind == kind ? element : throw Refused(element, expected, path);

    private static SimulatedException Refused(JsonElement element, string expected, string path) =>
        new("SerializationException", $"{element.ValueKind.ToString().ToUpperInvariant()}_VALUE at '{path}' can not be converted to {expected}.");

    private sealed record MemberPath(string Of, string Path);
}
