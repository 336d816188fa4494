using System.Text.Json.Serialization;

namespace AwsBackupPlan.Engine.Plans;

/// <summary>The shape of a plan in JSON: what a document may have, by name and type, and how it is read and written.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PlanDefinition))]
[JsonSerializable(typeof(SelectionDefinition))]
[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, string>))]
internal sealed partial class PlanJson : JsonSerializerContext;
