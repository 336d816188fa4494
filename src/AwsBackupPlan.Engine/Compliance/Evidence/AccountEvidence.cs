using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Deployment;
using AwsBackupPlan.Engine.Monitoring.ProtectedResources;

namespace AwsBackupPlan.Engine.Compliance.Evidence;

/// <summary>All that the controls judge an account by.</summary>
internal sealed record AccountEvidence
{
    /// <summary>The account.</summary>
    public required AccountTarget Target { get; init; }

    /// <summary>Its partition.</summary>
    public required string Partition { get; init; }

    /// <summary>The time.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>What was asked for of backup sets.</summary>
    public required DeploymentOptions Deployment { get; init; }

    /// <summary>The databases, and how plans protect them.</summary>
    public required Reading<IReadOnlyList<SurveyedDatabase>> Databases { get; init; }

    /// <summary>That a backup set has no database; <see langword="null"/> where it has.</summary>
    public AccountFailure? NoDatabase { get; init; }

    /// <summary>The databases that belong to no backup set and that no plan takes, where one set was asked for: one of them may have lost its tag.</summary>
    public IReadOnlyList<PlannedProtection> Strays { get; init; } = [];

    /// <summary>The plans: those that back the databases up, and those of the backup sets.</summary>
    public required Reading<IReadOnlyList<DeployedPlan>> Plans { get; init; }

    /// <summary>The vaults that these plans fill in this account, and those of the backup sets.</summary>
    public required Reading<IReadOnlyList<VaultEvidence>> Vaults { get; init; }

    /// <summary>The Regions whose vaults could not be listed.</summary>
    public IReadOnlyList<(string Region, AccountFailure Failure)> UnreadRegions { get; init; } = [];

    /// <summary>The logically air-gapped vaults of the Regions, with their recovery points.</summary>
    public required Reading<IReadOnlyList<VaultEvidence>> AirGapped { get; init; }

    /// <summary>How backup jobs ended.</summary>
    public required Reading<JobTally> Backups { get; init; }

    /// <summary>How copy jobs ended.</summary>
    public required Reading<JobTally> Copies { get; init; }

    /// <summary>The last restore of each database that completed: how long it took.</summary>
    public required Reading<IReadOnlyDictionary<string, TimeSpan>> Restores { get; init; }

    /// <summary>The backup sets.</summary>
    public required Reading<IReadOnlyList<SetEvidence>> Sets { get; init; }
}
