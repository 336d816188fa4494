using System.Text.Json.Nodes;
using AwsBackupPlan.Simulator.Backup.Wire;

namespace AwsBackupPlan.Simulator.Backup.Selections;

/// <summary>A selection of a plan: the document with its empty lists filled in.</summary>
internal sealed record Selection(long Sequence, string Id, DateTimeOffset CreationDate, string? CreatorRequestId, JsonObject Document) : ISequenced
{
    public string Name => Document.Text("SelectionName")!;

    /// <summary>The document; a test that makes drift replaces it.</summary>
    public JsonObject Document { get; set; } = Document;
}
