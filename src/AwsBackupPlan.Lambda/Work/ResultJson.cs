using System.Text.Json.Serialization;

namespace AwsBackupPlan.Lambda.Work;

/// <summary>How results are written.</summary>
[JsonSourceGenerationOptions(UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(BackupPlanResult))]
[JsonSerializable(typeof(BackupRemovalResult))]
internal sealed partial class ResultJson : JsonSerializerContext;
