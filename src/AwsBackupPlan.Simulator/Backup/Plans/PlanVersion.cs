using System.Text.Json.Nodes;
using AwsBackupPlan.Simulator.Backup.Wire;

namespace AwsBackupPlan.Simulator.Backup.Plans;

/// <summary>One version of a plan: the document with AWS's defaults filled in.</summary>
internal sealed record PlanVersion(long Sequence, string VersionId, DateTimeOffset CreationDate, JsonObject Document) : ISequenced;
