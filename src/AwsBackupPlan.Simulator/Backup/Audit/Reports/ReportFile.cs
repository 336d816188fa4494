using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AwsBackupPlan.Simulator.Backup.Audit.Reports;

/// <summary>Writes the rows of a report as a file.</summary>
internal static class ReportFile
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The file in a form: <c>CSV</c> or <c>JSON</c>.</summary>
    public static byte[] Write(string format, IReadOnlyList<string> columns, IReadOnlyList<JsonObject> rows) =>
        Encoding.UTF8.GetBytes(format is "CSV" ? Csv(columns, rows) : new JsonObject { ["reportItems"] = new JsonArray([.. rows.Select(row => Item(columns, row))]) }.ToJsonString(Readable));

    private static JsonObject Item(IReadOnlyList<string> columns, JsonObject row) => new(columns.Where(row.ContainsKey).Select(column => KeyValuePair.Create(column, row[column]?.DeepClone())));

    private static string Csv(IReadOnlyList<string> columns, IReadOnlyList<JsonObject> rows)
    {
        var text = new StringBuilder();
        text.AppendJoin(',', columns.Select(Heading)).Append('\n');
        foreach (var row in rows)
        {
            text.AppendJoin(',', columns.Select(column => Cell(row[column]))).Append('\n');
        }

        return text.ToString();
    }

    private static string Cell(JsonNode? value)
    {
        var text = value switch
        {
            null => string.Empty,
            JsonValue single when single.TryGetValue(out string? plain) => plain,
            _ => value.ToJsonString(),
        };
        return text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }

    // backupPlanArn is headed "Backup Plan ARN".
    private static string Heading(string column)
    {
        var words = new StringBuilder();
        foreach (var character in column)
        {
            words.Append(char.IsUpper(character) ? " " : string.Empty).Append(words.Length == 0 ? char.ToUpperInvariant(character) : character);
        }

        return string.Join(' ', words.ToString().Split(' ').Select(static word => word switch { "Id" => "ID", "Arn" => "ARN", "Iam" => "IAM", _ => word }));
    }
}
