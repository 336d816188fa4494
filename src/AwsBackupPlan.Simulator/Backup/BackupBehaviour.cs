namespace AwsBackupPlan.Simulator.Backup;

/// <summary>What AWS Backup does at one time and not at another; a test turns on what it is about.</summary>
/// <remarks>All times run on the simulator's clock. Set before the requests that are to notice it.</remarks>
public sealed class BackupBehaviour
{
    /// <summary>How long a selection stays unknown after it was made.</summary>
    public TimeSpan SelectionVisibleAfter { get; set; }

    /// <summary>Whether a selection that is still unknown when it is asked for is in the list already.</summary>
    public bool UnknownSelectionIsListed { get; set; }

    /// <summary>How long a plan cannot be deleted after its last selection was.</summary>
    public TimeSpan PlanDeleteRefusedAfterSelections { get; set; }

    /// <summary>How long a vault cannot be deleted after its last recovery point has gone.</summary>
    public TimeSpan VaultDeleteRefusedAfterPoints { get; set; }

    /// <summary>How far <c>NumberOfRecoveryPoints</c> lags behind.</summary>
    public TimeSpan VaultCounterLag { get; set; }

    /// <summary>How DescribeBackupVault and ListRecoveryPointsByBackupVault answer for a vault that does not exist.</summary>
    public MissingVaultAnswer MissingVault { get; set; }

    /// <summary>How a plan id that does not exist is answered.</summary>
    public MissingPlanAnswer MissingPlan { get; set; }

    /// <summary>Whether the CreatorRequestId of a plan or selection that was deleted still answers with that one.</summary>
    public bool CreatorRequestIdsOutliveDeletion { get; set; }

    /// <summary>Whether a plan must name a vault that exists as the target of its rules.</summary>
    public bool RequireTargetVault { get; set; } = true;

    /// <summary>Whether a second plan of a name is refused; otherwise another document makes another plan of that name.</summary>
    public bool RefuseSecondPlanOfName { get; set; }

    /// <summary>Whether a second selection of a name in one plan is refused.</summary>
    public bool RefuseSecondSelectionOfName { get; set; } = true;

    /// <summary>Whether tags of recovery points that live in another service (RDS snapshots) cannot be read or set here.</summary>
    public bool RefuseTagsOfForeignRecoveryPoints { get; set; } = true;

    /// <summary>Whether nested recovery points are left out of the list of a vault, and are only in that of their composite one.</summary>
    public bool NestedPointsAreListedApart { get; set; }

    /// <summary>Whether the first page of every list is empty and only its token leads to the items.</summary>
    public bool FirstPageIsEmpty { get; set; }

    /// <summary>Roles that AWS Backup can assume but that lack <c>tag:GetResources</c>.</summary>
    public IReadOnlySet<string> RolesWithoutTagRead { get; set; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Whether plans run by their schedules; see <see cref="SimulatorOptions.RunPlans"/>.</summary>
    public bool PlansRun { get; set; }

    /// <summary>How long a backup job stays CREATED.</summary>
    public TimeSpan BackupJobStartsAfter { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a backup job stays RUNNING.</summary>
    public TimeSpan BackupJobRunsFor { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a copy job stays CREATED.</summary>
    public TimeSpan CopyJobStartsAfter { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a copy job stays RUNNING.</summary>
    public TimeSpan CopyJobRunsFor { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a restore job stays PENDING.</summary>
    public TimeSpan RestoreJobStartsAfter { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a restore job stays RUNNING, and its database is made.</summary>
    public TimeSpan RestoreJobRunsFor { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a framework or a report plan stays CREATE_IN_PROGRESS, UPDATE_IN_PROGRESS or DELETE_IN_PROGRESS.</summary>
    public TimeSpan AuditDeploysFor { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Whether the deployment of a framework fails although AWS Config has a recorder.</summary>
    public bool FrameworkDeploymentFails { get; set; }

    /// <summary>Whether frameworks of the same controls and parameters may be there side by side when their scopes differ.</summary>
    public bool FrameworksDifferByScope { get; set; }

    /// <summary>Whether AWS Backup cannot tell whether AWS Config records.</summary>
    public bool RecordingCannotBeTold { get; set; }

    /// <summary>How long a report job takes.</summary>
    public TimeSpan ReportJobRunsFor { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The state of report jobs in the second half of their time; none is told when it is <see langword="null"/>.</summary>
    public string? ReportJobRunsAs { get; set; } = "RUNNING";

    /// <summary>Whether the answer that describes a report job has none in it.</summary>
    public bool ReportJobIsUntold { get; set; }

    /// <summary>Keys of files that report jobs tell beside those that they write; <c>{name}</c> in them is that of these without its extension.</summary>
    public IReadOnlyList<string> ReportFilesBeside { get; set; } = [];

    /// <summary>Whether report jobs never end.</summary>
    public bool ReportJobIsStuck { get; set; }

    /// <summary>Why report jobs fail, as their message says; they do not when it is <see langword="null"/>.</summary>
    public string? ReportJobFailure { get; set; }

    /// <summary>The state that report jobs that do not fail end in.</summary>
    public string ReportJobEndsIn { get; set; } = "COMPLETED";
}
