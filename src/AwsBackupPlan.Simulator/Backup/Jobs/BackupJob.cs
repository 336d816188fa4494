using System.Collections.Immutable;
using System.Text.Json.Nodes;
using AwsBackupPlan.Simulator.Backup.Plans;
using AwsBackupPlan.Simulator.Backup.Schedule;

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

    /// <summary>When its time is up.</summary>
    public DateTimeOffset? CompleteBy { get; init; }

    /// <summary>When it will be over, once it runs.</summary>
    public DateTimeOffset? ExpectedCompletionDate { get; set; }

    /// <summary>Whether a plan made it. Then it waits where another job of the resource runs, as long as its start window allows.</summary>
    public bool IsScheduled { get; init; }

    /// <summary>Whether it has begun to wait.</summary>
    public bool IsWaiting { get; set; }

    /// <summary>Whether it sees to the continuous backup of its resource.</summary>
    public bool IsContinuous { get; init; }

    /// <summary>Where its recovery point is copied to.</summary>
    public IReadOnlyList<CopyAction> CopyActions { get; init; } = [];

    public DateTimeOffset? InitiationDate { get; set; }

    public DateTimeOffset? CompletionDate { get; set; }

    public Lifecycle Lifecycle { get; init; } = Lifecycle.None;

    public IReadOnlyDictionary<string, string> RecoveryPointTags { get; init; } = ImmutableDictionary<string, string>.Empty;

    public string? RecoveryPointArn { get; set; }

    public JsonObject? CreatedBy { get; init; }

    public long BackupSizeInBytes { get; set; }

    public string? ParentJobId { get; init; }

    /// <summary>The token by which a repeated StartBackupJob is known.</summary>
    public string? IdempotencyToken { get; init; }
}
