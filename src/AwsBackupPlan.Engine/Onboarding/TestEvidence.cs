using Amazon.Backup.Model;
using Amazon.KeyManagementService.Model;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Accounts.Sessions;
using AwsBackupPlan.Engine.Compliance.Evidence;
using AwsBackupPlan.Engine.Deployment;
using AwsBackupPlan.Engine.Monitoring;
using AwsBackupPlan.Engine.Plans;

namespace AwsBackupPlan.Engine.Onboarding;

/// <summary>All that the checks of an account judge it by.</summary>
internal sealed record TestEvidence
{
    /// <summary>The account and the set.</summary>
    public required AccountTarget Target { get; init; }

    /// <summary>The partition of the account.</summary>
    public required string Partition { get; init; }

    /// <summary>How the set should look.</summary>
    public required DeploymentOptions Options { get; init; }

    /// <summary>When it was read.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>Whether the role can be assumed without its external id, or with another one.</summary>
    public required Reading<ExternalIdProof> ExternalId { get; init; }

    /// <summary>The Regions, the primary one first.</summary>
    public required IReadOnlyList<RegionTest> Regions { get; init; }

    /// <summary>The plan document, filled in.</summary>
    public required Reading<DesiredState> Desired { get; init; }

    /// <summary>The plans of the set's plan name.</summary>
    public required Reading<IReadOnlyList<DeployedPlan>> Plans { get; init; }

    /// <summary>How many plans the primary Region has.</summary>
    public required int PlanCount { get; init; }

    /// <summary>How many versions the set's plan has; <see langword="null"/> where there is none.</summary>
    public Reading<int>? PlanVersions { get; init; }

    /// <summary>What New-XacntBackupPlan would do.</summary>
    public required Reading<ChangeSet> Changes { get; init; }

    /// <summary>The databases of the primary Region.</summary>
    public required Reading<IReadOnlyList<Database>> Databases { get; init; }

    /// <summary>By their ARNs the keys of the account with which databases are encrypted that the selection means; <see langword="null"/> for one that is not there.</summary>
    public IReadOnlyDictionary<string, Reading<KeyMetadata?>> DatabaseKeys { get; init; } = new Dictionary<string, Reading<KeyMetadata?>>(StringComparer.Ordinal);

    /// <summary>The newest backup jobs of the primary Region.</summary>
    public required Reading<IReadOnlyList<BackupJob>> Jobs { get; init; }

    /// <summary>What was asked of AWS, and what came of it.</summary>
    public required IReadOnlyList<Probe> Probes { get; init; }

    /// <summary>The primary Region.</summary>
    public RegionTest Primary => Regions[0];

    /// <summary>The ARN of the role that AWS Backup is to assume.</summary>
    public string BackupRoleArn => RoleArn.For(Options.BackupRoleName, Target.AccountId, Partition);
}
