namespace AwsBackupPlan;

/// <summary>The kinds of AWS Backup resources that the module makes and removes.</summary>
public enum BackupResourceType
{
    /// <summary>A backup vault, one in the primary Region and one in each copy Region.</summary>
    BackupVault,

    /// <summary>The backup plan in the primary Region.</summary>
    BackupPlan,

    /// <summary>The plan's resource assignment.</summary>
    BackupSelection,

    /// <summary>A recovery point in a vault.</summary>
    RecoveryPoint,

    /// <summary>The KMS key behind the alias of a Region. Initialize-XacntBackupAccount makes it; all others check it and never change it.</summary>
    KmsKey,

    /// <summary>A framework of AWS Backup Audit Manager.</summary>
    AuditFramework,

    /// <summary>A report plan of AWS Backup Audit Manager.</summary>
    AuditReportPlan,

    /// <summary>The alias of a KMS key in a Region.</summary>
    KmsAlias,

    /// <summary>The parameter of AWS Systems Manager that holds the plan document.</summary>
    PlanParameter,

    /// <summary>The setting of AWS Backup that says which types of resources it takes in a Region.</summary>
    RegionSettings,
}
