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

    /// <summary>The KMS key behind the alias of a Region. It is checked, never changed.</summary>
    KmsKey,

    /// <summary>A framework of AWS Backup Audit Manager.</summary>
    AuditFramework,

    /// <summary>A report plan of AWS Backup Audit Manager.</summary>
    AuditReportPlan,
}
