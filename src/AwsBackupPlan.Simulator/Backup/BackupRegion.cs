using AwsBackupPlan.Simulator.Backup.Audit;
using AwsBackupPlan.Simulator.Backup.Jobs;
using AwsBackupPlan.Simulator.Backup.LegalHolds;
using AwsBackupPlan.Simulator.Backup.Plans;
using AwsBackupPlan.Simulator.Backup.Protection;
using AwsBackupPlan.Simulator.Backup.Restores;
using AwsBackupPlan.Simulator.Backup.Settings;
using AwsBackupPlan.Simulator.Backup.Vaults;
using AwsBackupPlan.Simulator.Backup.Wire;

namespace AwsBackupPlan.Simulator.Backup;

/// <summary>What one account has in one Region.</summary>
internal sealed class BackupRegion(string accountId, string name, string partition)
{
    public string AccountId { get; } = accountId;

    public string Name { get; } = name;

    public string Partition { get; } = partition;

    public SequencedSet<Vault> Vaults { get; } = [];

    /// <summary>Plans by id, deleted ones included.</summary>
    public SequencedSet<Plan> Plans { get; } = [];

    public SequencedSet<BackupJob> BackupJobs { get; } = [];

    public SequencedSet<CopyJob> CopyJobs { get; } = [];

    public SequencedSet<RestoreJob> RestoreJobs { get; } = [];

    public JobTurns BackupTurns { get; } = new();

    public JobTurns CopyTurns { get; } = new();

    public SequencedSet<LegalHold> LegalHolds { get; } = [];

    public SequencedSet<Framework> Frameworks { get; } = [];

    public SequencedSet<ReportPlan> ReportPlans { get; } = [];

    public SequencedSet<ReportJob> ReportJobs { get; } = [];

    /// <summary>What a test says that controls find, by control and resource.</summary>
    public Dictionary<(string Control, string Resource), string> ControlResults { get; } = [];

    public RegionSettings Settings { get; } = new();

    public ProtectionRecord Protection { get; } = new();

    /// <summary>The ARN of something of AWS Backup's own in this account and Region.</summary>
    public string ArnOf(string resource) => $"arn:{Partition}:backup:{Name}:{AccountId}:{resource}";

    /// <summary>The key that AWS Backup makes for vaults without a key of their own, behind <c>alias/aws/backup</c>.</summary>
    public string DefaultKeyArn { get; } = $"arn:{partition}:kms:{name}:{accountId}:key/{Guid.NewGuid():D}";
}
