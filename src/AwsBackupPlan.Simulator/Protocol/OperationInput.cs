using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AwsBackupPlan.Simulator.Protocol;

/// <summary>The parameters of an operation, whichever protocol carried them.</summary>
public sealed class OperationInput(JsonObject members)
{
    /// <summary>The members as they came.</summary>
    public JsonObject Members { get; } = members;

    /// <summary>A text, or <see langword="null"/>.</summary>
    public string? Text(string name) => Members[name] switch
    {
        null => null,
        JsonValue value when value.TryGetValue<string>(out var text) => text,
        _ => throw Wrong(name, "a string"),
    };

    /// <summary>A text that the constraints have already demanded.</summary>
    public string RequiredText(string name) => Text(name) ?? throw Wrong(name, "a string");

    /// <summary>A whole number, or <see langword="null"/>.</summary>
    public int? Number(string name) => Members[name] switch
    {
        null => null,
        JsonValue value when value.GetValueKind() == JsonValueKind.Number && value.TryGetValue<int>(out var number) => number,
        JsonValue value when value.TryGetValue<string>(out var text)
            && int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => number,
        _ => throw Wrong(name, "an integer"),
    };

    /// <summary>A flag, or <see langword="null"/>.</summary>
    public bool? Flag(string name) => Members[name] switch
    {
        null => null,
        JsonValue value when value.TryGetValue<bool>(out var flag) => flag,
        JsonValue value when value.TryGetValue<string>(out var text) && bool.TryParse(text, out var flag) => flag,
        _ => throw Wrong(name, "a boolean"),
    };

    /// <summary>A list of texts; empty when it is absent.</summary>
    public IReadOnlyList<string> Texts(string name) =>
        [.. List(name).Select(item => item is JsonValue value && value.TryGetValue<string>(out var text) ? text : throw Wrong(name, "a list of strings"))];

    /// <summary>A list of structures; empty when it is absent.</summary>
    public IReadOnlyList<OperationInput> Structures(string name) =>
        [.. List(name).Select(item => new OperationInput(item as JsonObject ?? throw Wrong(name, "a list of structures")))];

    private JsonArray List(string name) => Members[name] switch
    {
        null => [],
        JsonArray list => list,
        JsonValue value when value.TryGetValue<string>(out var text) && text.Length == 0 => [],
        _ => throw Wrong(name, "a list"),
    };

    private static SimulatedException Wrong(string name, string expected) => new("SerializationException", $"'{name}' must be {expected}.");
}
