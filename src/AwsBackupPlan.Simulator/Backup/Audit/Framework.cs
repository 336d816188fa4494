using System.Text.Json.Nodes;
using AwsBackupPlan.Simulator.Backup.Wire;

namespace AwsBackupPlan.Simulator.Backup.Audit;

/// <summary>A framework: controls that AWS Config judges.</summary>
internal sealed class Framework(long sequence, BackupRegion region, string name, string id) : ISequenced
{
    public long Sequence { get; } = sequence;

    public string Name { get; } = name;

    public string Arn { get; } = region.ArnOf($"framework:{name}-{id}");

    public required string? Description { get; set; }

    public required IReadOnlyList<JsonObject> Controls { get; set; }

    /// <summary>Since when it has these controls: AWS Config judges for new ones at once.</summary>
    public required DateTimeOffset ControlsTime { get; set; }

    public required string? IdempotencyToken { get; init; }

    public required DateTimeOffset CreationTime { get; init; }

    public required SortedDictionary<string, string> Tags { get; init; }

    public AuditDeployment Deployment { get; } = new();

    /// <summary>Controls and parameters without their scopes, in one order: no two frameworks have the same.</summary>
    public string Content(bool withScope) => ContentOf(Controls, withScope);

    public static string ContentOf(IEnumerable<JsonObject> controls, bool withScope) => string.Join('\n', controls
        .Select(control => $"{control.Text("ControlName")} {Parameters(control)} {(withScope ? control.Structure("ControlScope")?.ToJsonString() : null)}")
        .Order(StringComparer.Ordinal));

    private static string Parameters(JsonObject control) => string.Join(' ', control.Structures("ControlInputParameters")
        .Select(static parameter => $"{parameter.Text("ParameterName")}={parameter.Text("ParameterValue")}")
        .Order(StringComparer.Ordinal));
}
