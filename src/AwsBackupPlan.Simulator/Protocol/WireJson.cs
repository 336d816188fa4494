using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AwsBackupPlan.Simulator.Protocol;

/// <summary>JSON as AWS writes it: quotes and angle brackets are not escaped for HTML.</summary>
public static class WireJson
{
    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The bytes of a node; none for <see langword="null"/>.</summary>
    public static ReadOnlyMemory<byte> Write(JsonNode? node) => node is null ? default : JsonSerializer.SerializeToUtf8Bytes(node, Options);
}
