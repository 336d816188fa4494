using System.Text.Json.Nodes;

namespace AwsBackupPlan.Simulator.Backup.Wire;

/// <summary>Reads the members of a body that a <see cref="Shape"/> has checked, and writes times as AWS does.</summary>
internal static class JsonMembers
{
    public static string? Text(this JsonObject source, string name) => (string?)source[name];

    // Drift that a test makes may hold an Int32.
    public static long? Number(this JsonObject source, string name) =>
        source[name] is JsonValue value ? value.TryGetValue(out long number) ? number : value.GetValue<int>() : null;

    public static bool Flag(this JsonObject source, string name) => (bool?)source[name] ?? false;

    public static JsonObject? Structure(this JsonObject source, string name) => source[name] as JsonObject;

    public static IEnumerable<JsonObject> Structures(this JsonObject source, string name) =>
        (source[name] as JsonArray)?.OfType<JsonObject>() ?? [];

    public static IReadOnlyList<string> Texts(this JsonObject source, string name) =>
        [.. ((source[name] as JsonArray) ?? []).Select(static item => (string)item!)];

    public static IReadOnlyDictionary<string, string> TextMap(this JsonObject source, string name) =>
        ((source[name] as JsonObject) ?? []).ToDictionary(static item => item.Key, static item => (string)item.Value!, StringComparer.Ordinal);

    public static DateTimeOffset? Time(this JsonObject source, string name) =>
        source[name] is { } value ? DateTimeOffset.UnixEpoch.AddSeconds((double)value) : null;

    /// <summary>A map as JSON, in the order of its keys.</summary>
    public static JsonObject ToJson(this IEnumerable<KeyValuePair<string, string>> map)
    {
        var json = new JsonObject();
        foreach (var (key, value) in map)
        {
            json[key] = value;
        }

        return json;
    }

    public static JsonArray ToJson(this IEnumerable<JsonNode> items) => [.. items];

    /// <summary>Epoch seconds with milliseconds, as in every body of AWS Backup.</summary>
    public static JsonValue ToJson(this DateTimeOffset time) => JsonValue.Create(time.ToUnixTimeMilliseconds() / 1000m);

    public static JsonValue? ToJson(this DateTimeOffset? time) => time?.ToJson();

    /// <summary>Leaves out the members without a value, since AWS sends no null.</summary>
    public static JsonObject WithoutNulls(this JsonObject source)
    {
        for (var place = source.Count - 1; place >= 0; place--)
        {
            if (source.GetAt(place).Value is null)
            {
                source.RemoveAt(place);
            }
        }

        return source;
    }
}
