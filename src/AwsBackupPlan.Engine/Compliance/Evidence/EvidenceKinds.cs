namespace AwsBackupPlan.Engine.Compliance.Evidence;

/// <summary>What a control has to know. What none needs is not read.</summary>
[Flags]
internal enum EvidenceKinds
{
    None = 0,

    /// <summary>Databases, plans, and how these protect those. Read for every report, which shows them.</summary>
    Databases = 1,

    /// <summary>The vaults that plans fill.</summary>
    Vaults = 2,

    /// <summary>The access policies of these.</summary>
    Policies = 4,

    /// <summary>The keys of these.</summary>
    Keys = 8,

    /// <summary>Their recovery points.</summary>
    Points = 16,

    /// <summary>Those of logically air-gapped vaults.</summary>
    AirGappedPoints = 32,

    /// <summary>Backup and copy jobs.</summary>
    Jobs = 64,

    /// <summary>Restore jobs.</summary>
    Restores = 128,

    /// <summary>How backup sets compare with their desired state.</summary>
    Comparisons = 256,

    /// <summary>The plan documents of backup sets.</summary>
    Documents = 512,
}
