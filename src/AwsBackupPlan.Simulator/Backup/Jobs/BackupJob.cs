using System.Text.Json.Nodes;
using AwsBackupPlan.Simulator.Backup.Plans;

namespace AwsBackupPlan.Simulator.Backup.Jobs;

/// <summary>A backup job. It makes one recovery point.</summary>
internal sealed class BackupJob(long sequence, BackupRegion region, string id) : IJob
{
    public long Sequence { get; } = sequence;

    public BackupRegion Region { get; } = region;

    public string Id { get; } = id;

    public required string VaultName { get; init; }

    public required string ResourceArn { get; init; }

    public required string ResourceType { get; init; }

    public required string IamRoleArn { get; init; }

    public required DateTimeOffset CreationDate { get; init; }

    public string State { get; set; } = "CREATED";

    public string? StatusMessage { get; set; }

    public string? MessageCategory { get; set; }

    public DateTimeOffset? StartBy { get; init; }

    public DateTimeOffset? InitiationDate { get; set; }

    public DateTimeOffset? CompletionDate { get; set; }

    public Lifecycle Lifecycle { get; init; } = Lifecycle.None;

    public SortedDictionary<string, string> RecoveryPointTags { get; init; } = new(StringComparer.Ordinal);

    public string? RecoveryPointArn { get; set; }

    public JsonObject? CreatedBy { get; init; }

    public long BackupSizeInBytes { get; set; }

    /// <summary>The token by which a repeated StartBackupJob is known.</summary>
    public string? IdempotencyToken { get; init; }
}
