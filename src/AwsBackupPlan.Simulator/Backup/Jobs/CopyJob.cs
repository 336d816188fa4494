using System.Text.Json.Nodes;
using AwsBackupPlan.Simulator.Backup.Plans;

namespace AwsBackupPlan.Simulator.Backup.Jobs;

/// <summary>A copy job. It belongs to the account and Region of the recovery point that it copies.</summary>
internal sealed class CopyJob(long sequence, BackupRegion region, string id) : IJob
{
    public long Sequence { get; } = sequence;

    public BackupRegion Region { get; } = region;

    public string Id { get; } = id;

    public required string SourceVaultName { get; init; }

    public required string SourceRecoveryPointArn { get; init; }

    public required string DestinationVaultArn { get; init; }

    public required string ResourceArn { get; init; }

    public required string ResourceType { get; init; }

    public required string IamRoleArn { get; init; }

    public required DateTimeOffset CreationDate { get; init; }

    public string State { get; set; } = "CREATED";

    public string? StatusMessage { get; set; }

    public string? MessageCategory { get; set; }

    public DateTimeOffset? CompletionDate { get; set; }

    public Lifecycle Lifecycle { get; init; } = Lifecycle.None;

    public string? DestinationRecoveryPointArn { get; set; }

    public JsonObject? CreatedBy { get; init; }

    /// <summary>The backup job whose copy action asked for it.</summary>
    public string? CreatedByBackupJobId { get; init; }

    public long BackupSizeInBytes { get; set; }

    /// <summary>The token by which a repeated StartCopyJob is known.</summary>
    public string? IdempotencyToken { get; init; }
}
