using System.Text.Json.Nodes;
using AwsBackupPlan.Simulator.Backup.Wire;

namespace AwsBackupPlan.Simulator.Backup.Audit;

/// <summary>A report plan: what is written to which bucket, every 24 hours.</summary>
internal sealed class ReportPlan(long sequence, BackupRegion region, string name, string id) : ISequenced
{
    public long Sequence { get; } = sequence;

    public string Name { get; } = name;

    public string Arn { get; } = region.ArnOf($"report-plan:{name}-{id}");

    public required string? Description { get; set; }

    public required JsonObject Setting { get; set; }

    public required JsonObject Channel { get; set; }

    public required string? IdempotencyToken { get; init; }

    public required DateTimeOffset CreationTime { get; init; }

    public required SortedDictionary<string, string> Tags { get; init; }

    public DateTimeOffset? LastAttempt { get; set; }

    public DateTimeOffset? LastSuccess { get; set; }

    public AuditDeployment Deployment { get; } = new();

    public bool IsDeleted { get; set; }

    /// <summary>Whether its reports are about a framework.</summary>
    public bool Covers(Framework framework) => Setting.Texts("FrameworkArns").Contains(framework.Arn, StringComparer.Ordinal);
}
