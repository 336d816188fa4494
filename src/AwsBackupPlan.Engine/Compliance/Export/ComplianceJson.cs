using System.Text.Json.Serialization;

namespace AwsBackupPlan.Engine.Compliance.Export;

/// <summary>The shape of a report in JSON.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(ComplianceReport))]
internal sealed partial class ComplianceJson : JsonSerializerContext;
