using System.Text.Json;
using System.Text.Json.Nodes;

namespace AwsBackupPlan.Engine.Templates;

/// <summary>The plan document as a template has it: one form, with no character that YAML could take for anything.</summary>
internal static class PlanText
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>A document of the user's, which is JSON; what is not ASCII is written as an escape. It is indented where a parameter has room for that.</summary>
    public static string Of(string document)
    {
        const int Standard = 4_096;
        var node = JsonNode.Parse(document.TrimStart('\uFEFF'))!;
        var text = node.ToJsonString(Indented).Replace("\r\n", "\n");
        return text.Length <= Standard ? text : node.ToJsonString();
    }
}
