using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Numerics;
using System.Text;
using System.Text.Json;

namespace AwsBackupPlan.Cmdlets;

/// <summary>Turns a document that was given as hashtables and other objects into the JSON text that the engine reads.</summary>
internal static class JsonInput
{
    /// <summary>Far more than any document has.</summary>
    private const int MaxDepth = 32;

    /// <summary>The document as JSON text.</summary>
    /// <exception cref="ValidationMetadataException">It holds something that JSON has no word for.</exception>
    public static string ToJson(object document)
    {
        if (Unwrapped(document) is string text)
        {
            return text;
        }

        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            Write(writer, document, "$", depth: 0);
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static void Write(Utf8JsonWriter writer, object? value, string path, int depth)
    {
        if (depth > MaxDepth)
        {
            throw new ValidationMetadataException(Strings.DocumentTooDeep(MaxDepth));
        }

        switch (Unwrapped(value))
        {
            case null:
                writer.WriteNullValue();
                break;
            case string or char or Enum or Guid or Uri:
                writer.WriteStringValue(value!.ToString());
                break;
            case bool flag:
                writer.WriteBooleanValue(flag);
                break;
            case SwitchParameter flag:
                writer.WriteBooleanValue(flag.IsPresent);
                break;
            case byte or sbyte or short or ushort or int or uint or long or ulong or decimal or double or float or BigInteger:
                WriteNumber(writer, (IFormattable)Unwrapped(value)!);
                break;
            case IDictionary dictionary:
                WriteObject(writer, dictionary.Cast<DictionaryEntry>().Select(entry => (LanguagePrimitives.ConvertTo<string>(entry.Key), (object?)entry.Value)), path, depth);
                break;
            case PSCustomObject:
                WriteObject(writer, ((PSObject)value!).Properties.Select(property => (property.Name, (object?)property.Value)), path, depth);
                break;
            case IEnumerable items:
                WriteArray(writer, items, path, depth);
                break;
            case DateTime or DateTimeOffset:
                throw new ValidationMetadataException(Strings.DateInDocument(path));
            case { } other:
                throw new ValidationMetadataException(Strings.NotJson(other.GetType()));
        }
    }

    private static void WriteNumber(Utf8JsonWriter writer, IFormattable number)
    {
        var text = number.ToString(format: null, CultureInfo.InvariantCulture);
        if (number is double or float && double.Parse(text, CultureInfo.InvariantCulture) is var real && (double.IsNaN(real) || double.IsInfinity(real)))
        {
            throw new ValidationMetadataException(Strings.NotJson(number.GetType()));
        }

        writer.WriteRawValue(text);
    }

    private static void WriteObject(Utf8JsonWriter writer, IEnumerable<(string Name, object? Value)> members, string path, int depth)
    {
        writer.WriteStartObject();
        foreach (var (name, member) in members)
        {
            writer.WritePropertyName(name);
            Write(writer, member, $"{path}.{name}", depth + 1);
        }

        writer.WriteEndObject();
    }

    private static void WriteArray(Utf8JsonWriter writer, IEnumerable items, string path, int depth)
    {
        writer.WriteStartArray();
        var index = 0;
        foreach (var item in items)
        {
            Write(writer, item, $"{path}[{index++}]", depth + 1);
        }

        writer.WriteEndArray();
    }

    /// <summary>The object that PowerShell may have wrapped; a PSCustomObject stays what it is.</summary>
    private static object? Unwrapped(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;
}
