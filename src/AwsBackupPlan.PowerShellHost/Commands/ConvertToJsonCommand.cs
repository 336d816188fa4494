using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Numerics;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace AwsBackupPlan.PowerShellHost.Commands;

/// <summary>Stands in for ConvertTo-Json.</summary>
[Cmdlet(VerbsData.ConvertTo, "Json")]
public sealed class ConvertToJsonCommand : PSCmdlet
{
    private readonly List<object?> _items = [];
    private bool _truncated;

    /// <summary>What to convert; several objects become an array.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [AllowNull]
    public object? InputObject { get; set; }

    /// <summary>How deep objects lie in one another; what lies deeper is written as text, with a warning.</summary>
    [Parameter]
    [ValidateRange(0, 100)]
    public int Depth { get; set; } = 2;

    /// <summary>Writes no white space.</summary>
    [Parameter]
    public SwitchParameter Compress { get; set; }

    /// <summary>Writes an array even of one object.</summary>
    [Parameter]
    public SwitchParameter AsArray { get; set; }

    /// <summary>Writes names of enumeration values, not numbers.</summary>
    [Parameter]
    public SwitchParameter EnumsAsStrings { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => _items.Add(InputObject);

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_items.Count == 0)
        {
            return;
        }

        using var buffer = new MemoryStream();
        var options = new JsonWriterOptions { Indented = !Compress, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = Environment.NewLine };
        using (var writer = new Utf8JsonWriter(buffer, options))
        {
            // The array around several objects is no level of its own.
            var asArray = AsArray || _items.Count > 1;
            Write(writer, asArray ? _items : _items[0], asArray ? -1 : 0);
        }

        if (_truncated)
        {
            WriteWarning($"Resulting JSON is truncated as serialization has exceeded the set depth of {Depth}.");
        }

        WriteObject(Encoding.UTF8.GetString(buffer.ToArray()));
    }

    private void Write(Utf8JsonWriter writer, object? value, int level)
    {
        var item = value is PSObject wrapped && wrapped.BaseObject is not PSCustomObject ? wrapped.BaseObject : value;
        if (WriteScalar(writer, item))
        {
            return;
        }

        if (level > Depth)
        {
            _truncated = true;
            writer.WriteStringValue(LanguagePrimitives.ConvertTo<string>(item));
        }
        else if (item is IDictionary table)
        {
            WriteMembers(writer, Entries(table), level);
        }
        else if (item is IEnumerable elements)
        {
            writer.WriteStartArray();
            foreach (var element in elements)
            {
                Write(writer, element, level + 1);
            }

            writer.WriteEndArray();
        }
        else
        {
            WriteMembers(writer, PSObject.AsPSObject(value).Properties.Where(static p => p.IsGettable).Select(static p => (p.Name, ValueOf(p))), level);
        }
    }

    /// <summary>By the dictionary's own enumerator: a generic dictionary's other one has no DictionaryEntry.</summary>
    private static IEnumerable<(string Name, object? Value)> Entries(IDictionary table)
    {
        var entries = table.GetEnumerator();
        while (entries.MoveNext())
        {
            yield return (entries.Key.ToString()!, entries.Value);
        }
    }

    private void WriteMembers(Utf8JsonWriter writer, IEnumerable<(string Name, object? Value)> members, int level)
    {
        writer.WriteStartObject();
        foreach (var (name, value) in members)
        {
            writer.WritePropertyName(name);
            Write(writer, value, level + 1);
        }

        writer.WriteEndObject();
    }

    private bool WriteScalar(Utf8JsonWriter writer, object? item)
    {
        switch (item)
        {
            case null or DBNull:
                writer.WriteNullValue();
                return true;
            case string or char or Guid or Uri or Version or SwitchParameter or Enum:
                WriteTextual(writer, item);
                return true;
            case bool flag:
                writer.WriteBooleanValue(flag);
                return true;
            case DateTime time:
                writer.WriteStringValue(time);
                return true;
            case DateTimeOffset time:
                writer.WriteStringValue(time);
                return true;
            case sbyte or byte or short or ushort or int or uint or long or ulong or float or double or decimal or BigInteger:
                writer.WriteRawValue(((IFormattable)item).ToString(format: null, CultureInfo.InvariantCulture));
                return true;
            default:
                return false;
        }
    }

    private void WriteTextual(Utf8JsonWriter writer, object item)
    {
        if (item is SwitchParameter flag)
        {
            writer.WriteBooleanValue(flag.IsPresent);
        }
        else if (item is Enum && !EnumsAsStrings)
        {
            writer.WriteNumberValue(Convert.ToInt64(item, CultureInfo.InvariantCulture));
        }
        else
        {
            writer.WriteStringValue(item.ToString());
        }
    }

    private static object? ValueOf(PSPropertyInfo property)
    {
        try
        {
            return property.Value;
        }
        catch (GetValueException)
        {
            // A property that cannot be read is null in JSON, as in PowerShell.
            return null;
        }
    }
}
