using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AwsBackupPlan.Engine.Templates;

/// <summary>The plan document as a template or a parameter has it: small enough for a parameter that costs nothing, wherever that is possible.</summary>
internal static class PlanText
{
    /// <summary>The most that a parameter of SSM's standard tier holds, in bytes.</summary>
    public const int Standard = 4_096;

    // Control characters stay escapes; a letter that is not ASCII, written as one, has six bytes for its two.
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonSerializerOptions OneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A document of the user's, which is JSON, for a template. It is indented where a parameter has room for that.</summary>
    public static string Of(string document)
    {
        var node = JsonNode.Parse(document.TrimStart('\uFEFF'))!;
        var text = Written(node, Indented);
        return Encoding.UTF8.GetByteCount(text) <= Standard ? text : Written(node, OneLine);
    }

    /// <summary>A document for a parameter: as it is where there is room for that, and otherwise without blanks.</summary>
    public static string Fitting(string document) => Encoding.UTF8.GetByteCount(document) <= Standard ? document : Compact(document) ?? document;

    /// <summary>A document without blanks; <see langword="null"/> where it is no JSON.</summary>
    public static string? Compact(string document)
    {
        try
        {
            return JsonNode.Parse(document.TrimStart('\uFEFF')) is { } node ? Written(node, OneLine) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // The mark of byte order is no character of a text in YAML.
    private static string Written(JsonNode node, JsonSerializerOptions options) => node.ToJsonString(options).Replace("\r\n", "\n").Replace("\uFEFF", "\\uFEFF");
}
