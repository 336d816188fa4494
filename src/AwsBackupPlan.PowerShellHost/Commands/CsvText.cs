using System.Management.Automation;
using System.Text;

namespace AwsBackupPlan.PowerShellHost.Commands;

/// <summary>Reads and writes comma-separated values (RFC 4180), every value quoted, as PowerShell writes them.</summary>
internal static class CsvText
{
    /// <summary>One object per row; the names come from the header, or from the first row.</summary>
    public static IEnumerable<PSObject> Read(TextReader reader, char delimiter, IReadOnlyList<string>? header)
    {
        while (ReadRow(reader, delimiter) is { } row)
        {
            if (row is [""] || (header is null && row[0].StartsWith("#TYPE", StringComparison.Ordinal)))
            {
                continue;
            }

            if (header is null)
            {
                header = row;
                continue;
            }

            var item = new PSObject();
            for (var i = 0; i < header.Count; i++)
            {
                item.Properties.Add(new PSNoteProperty(header[i], i < row.Count ? row[i] : null));
            }

            yield return item;
        }
    }

    /// <summary>A line of quoted values.</summary>
    public static string Row(IEnumerable<object?> values, char delimiter) => string.Join(delimiter, values.Select(Quote));

    /// <summary>The names of an object's columns: its properties, or its keys.</summary>
    public static IReadOnlyList<string> Columns(PSObject item) => item.BaseObject is System.Collections.IDictionary table
        ? [.. table.Keys.Cast<object>().Select(static k => k.ToString()!)]
        : [.. item.Properties.Select(static p => p.Name)];

    /// <summary>An object's values in these columns.</summary>
    public static IEnumerable<object?> Values(PSObject item, IReadOnlyList<string> columns) => item.BaseObject is System.Collections.IDictionary table
        ? columns.Select(c => table[c])
        : columns.Select(c => item.Properties[c]?.Value);

    private static string Quote(object? value) =>
        value is null ? string.Empty : "\"" + LanguagePrimitives.ConvertTo<string>(value).Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";

    private static List<string>? ReadRow(TextReader reader, char delimiter)
    {
        if (reader.Peek() < 0)
        {
            return null;
        }

        var row = new List<string>();
        var value = new StringBuilder();
        var quoted = false;
        while (true)
        {
            var next = reader.Read();
            if (quoted && next >= 0)
            {
                quoted = ReadQuoted(reader, (char)next, value);
            }
            else if (next == delimiter)
            {
                row.Add(value.ToString());
                value.Clear();
            }
            else if (next is -1 or '\n')
            {
                row.Add(value.ToString());
                return row;
            }
            else if (next == '"' && value.Length == 0)
            {
                quoted = true;
            }
            else if (next != '\r' || reader.Peek() != '\n')
            {
                value.Append((char)next);
            }
        }
    }

    // Whether the value goes on after this character; two quotes stand for one.
    private static bool ReadQuoted(TextReader reader, char next, StringBuilder value)
    {
        if (next == '"')
        {
            if (reader.Peek() != '"')
            {
                return false;
            }

            _ = reader.Read();
        }

        value.Append(next);
        return true;
    }
}
