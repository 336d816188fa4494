using System.Text.Json.Nodes;
using AwsBackupPlan.Simulator.Backup.Plans;
using AwsBackupPlan.Simulator.Backup.Vaults;
using AwsBackupPlan.Simulator.Backup.Wire;

namespace AwsBackupPlan.Simulator.Backup.RecoveryPoints;

/// <summary>A recovery point in a vault.</summary>
internal sealed class RecoveryPoint(long sequence, Vault vault, string arn) : ISequenced
{
    public long Sequence { get; } = sequence;

    public Vault Vault { get; } = vault;

    public string Arn { get; } = arn;

    public required string ResourceArn { get; init; }

    public required string ResourceType { get; init; }

    public required string Status { get; set; }

    public string? StatusMessage { get; set; }

    public required DateTimeOffset CreationDate { get; init; }

    public DateTimeOffset? CompletionDate { get; init; }

    public required long BackupSizeInBytes { get; init; }

    public required Lifecycle Lifecycle { get; set; }

    public string? EncryptionKeyArn { get; init; }

    /// <summary>Whether AWS Backup does not say if it is encrypted.</summary>
    public bool IsEncryptionUntold { get; init; }

    public required string IamRoleArn { get; init; }

    /// <summary>Which plan and rule made it; absent for one made on demand.</summary>
    public JsonObject? CreatedBy { get; init; }

    /// <summary>The vault it was copied from.</summary>
    public string? SourceBackupVaultArn { get; init; }

    public string? ParentRecoveryPointArn { get; set; }

    public bool IsParent { get; init; }

    public required SortedDictionary<string, string> Tags { get; init; }

    /// <summary>The database as it was when it was backed up; <see langword="null"/> where nobody knows.</summary>
    public SimulatedDatabase? Database { get; init; }

    public RecoveryPointDeletion Deletion { get; set; }

    /// <summary>How many attempts to delete it go as <see cref="Deletion"/> says, before they go normally.</summary>
    public int DeletionAttempts { get; set; } = int.MaxValue;

    public bool IsContinuous => Arn.Contains(":recovery-point:continuous:", StringComparison.Ordinal);

    /// <summary>When it goes. A continuous backup does not: what is older than its retention leaves it.</summary>
    public DateTimeOffset? DeleteAt => IsContinuous ? null : Lifecycle.RetentionDays is { } days ? CreationDate.AddDays(days) : null;

    public string? PlanId => CreatedBy?.Text("BackupPlanId");

    /// <summary>Tags that are a recovery point's own.</summary>
    public static SortedDictionary<string, string> TagsOf(IReadOnlyDictionary<string, string> tags)
    {
        var own = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in tags)
        {
            own[key] = value;
        }

        return own;
    }
}
