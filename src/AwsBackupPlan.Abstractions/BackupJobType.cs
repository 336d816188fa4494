namespace AwsBackupPlan;

/// <summary>What a job of AWS Backup does.</summary>
public enum BackupJobType
{
    /// <summary>Makes a recovery point of a database.</summary>
    Backup,

    /// <summary>Copies a recovery point into another vault.</summary>
    Copy,

    /// <summary>Makes a database from a recovery point.</summary>
    Restore,
}
