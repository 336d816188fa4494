using AwsBackupPlan.Simulator.Backup.Jobs;
using AwsBackupPlan.Simulator.Backup.RecoveryPoints;

namespace AwsBackupPlan.Simulator.Backup.Restores;

/// <summary>A restore job. It makes a database out of a recovery point, in the recovery point's account and Region.</summary>
internal sealed class RestoreJob(long sequence, RecoveryPoint point, string id) : IJob
{
    public long Sequence { get; } = sequence;

    public RecoveryPoint Point { get; } = point;

    public BackupRegion Region => Point.Vault.Region;

    public string Id { get; } = id;

    public required string Identifier { get; init; }

    public required IReadOnlyDictionary<string, string> Metadata { get; init; }

    public required DateTimeOffset CreationDate { get; init; }

    public required SimulatedDatabase Source { get; init; }

    public string? IamRoleArn { get; init; }

    public bool CopiesTags { get; init; }

    /// <summary>The token by which a repeated StartRestoreJob is known.</summary>
    public string? IdempotencyToken { get; init; }

    public string ResourceArn => Point.ResourceArn;

    public string ResourceType => Point.ResourceType;

    public string State { get; set; } = "PENDING";

    public string? StatusMessage { get; set; }

    public string? MessageCategory { get; set; }

    public DateTimeOffset? StartedAt { get; set; }

    public DateTimeOffset? CompletionDate { get; set; }

    public string? CreatedResourceArn { get; set; }
}
