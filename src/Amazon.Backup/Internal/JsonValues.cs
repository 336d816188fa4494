using System.Globalization;
using System.Text.Json;

namespace Amazon.Backup.Internal;

/// <summary>
/// Reads and writes the values of the service's JSON. A value that AWS leaves out or sends as null stays null; one of another type than
/// the model says is an error.
/// </summary>
internal static class JsonValues
{
    private static readonly DateTime Epoch = new(1970, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>Says whether an object begins here; null is none.</summary>
    internal static bool IsObject(this ref Utf8JsonReader reader) => reader.Begins(JsonTokenType.StartObject);

    /// <summary>Moves to the value of the object's next member.</summary>
    /// <returns>False at the object's end.</returns>
    internal static bool NextMember(this ref Utf8JsonReader reader, out string name)
    {
        reader.Read();
        var found = reader.TokenType == JsonTokenType.PropertyName;
        name = found ? reader.GetString()! : "";
        if (found)
        {
            reader.Read();
        }

        return found;
    }

    internal static string? ReadString(this ref Utf8JsonReader reader) => reader.GetString();

    internal static int? ReadInt(this ref Utf8JsonReader reader) => reader.TokenType == JsonTokenType.Null ? null : reader.GetInt32();

    internal static long? ReadLong(this ref Utf8JsonReader reader) => reader.TokenType == JsonTokenType.Null ? null : reader.GetInt64();

    internal static bool? ReadBool(this ref Utf8JsonReader reader) => reader.TokenType == JsonTokenType.Null ? null : reader.GetBoolean();

    /// <summary>Reads epoch seconds with fractions, as AWS sends them, or ISO 8601, as some proxies and recordings have it.</summary>
    internal static DateTime? ReadTime(this ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.Null => null,
        JsonTokenType.Number => Epoch.AddTicks((long)(reader.GetDecimal() * TimeSpan.TicksPerSecond)),
        _ => DateTime.Parse(reader.GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal),
    };

    internal static List<T>? ReadList<T>(this ref Utf8JsonReader reader, ReadValue<T> readItem)
    {
        if (!reader.Begins(JsonTokenType.StartArray))
        {
            return null;
        }

        var list = new List<T>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.Null)
            {
                list.Add(readItem(ref reader)!);
            }
        }

        return list;
    }

    internal static Dictionary<string, T>? ReadMap<T>(this ref Utf8JsonReader reader, ReadValue<T> readValue)
    {
        if (!reader.IsObject())
        {
            return null;
        }

        var map = new Dictionary<string, T>(StringComparer.Ordinal);
        while (reader.NextMember(out var name))
        {
            if (reader.TokenType != JsonTokenType.Null)
            {
                map[name] = readValue(ref reader)!;
            }
        }

        return map;
    }

    /// <summary>Writes epoch seconds, to the millisecond.</summary>
    internal static void WriteTime(this Utf8JsonWriter writer, DateTime value) =>
        writer.WriteNumberValue(Math.Round((value.ToUniversalTime() - Epoch).Ticks / (decimal)TimeSpan.TicksPerSecond, 3));

    private static bool Begins(this ref Utf8JsonReader reader, JsonTokenType type) =>
        reader.TokenType == type
        || (reader.TokenType == JsonTokenType.Null ? false : throw new JsonException($"AWS Backup answered a {reader.TokenType} where its service model has a {type}."));
}
