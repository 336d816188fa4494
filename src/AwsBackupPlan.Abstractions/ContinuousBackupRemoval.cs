namespace AwsBackupPlan;

/// <summary>What becomes of continuous backups when a backup set is removed.</summary>
public enum ContinuousBackupRemoval
{
    /// <summary>They are left, and their vault with them.</summary>
    Keep,

    /// <summary>They are given back to the service of the database, which goes on with them. AWS modifies the database at once.</summary>
    Disassociate,

    /// <summary>They are deleted, which ends them. AWS modifies the database at once.</summary>
    Delete,
}
