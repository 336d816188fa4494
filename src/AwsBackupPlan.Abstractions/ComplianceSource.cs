namespace AwsBackupPlan;

/// <summary>Who judges.</summary>
public enum ComplianceSource
{
    /// <summary>The module, now.</summary>
    Live,

    /// <summary>AWS Backup Audit Manager, by its newest reports.</summary>
    AuditManager,

    /// <summary>The module, now, and beside each finding what AWS Backup Audit Manager says.</summary>
    Both,
}
