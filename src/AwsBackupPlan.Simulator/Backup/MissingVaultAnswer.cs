namespace AwsBackupPlan.Simulator.Backup;

/// <summary>How reading a vault that does not exist is answered. AWS has been seen to do both.</summary>
public enum MissingVaultAnswer
{
    /// <summary>403 <c>AccessDeniedException</c>, "Insufficient privileges to perform this action."</summary>
    AccessDenied,

    /// <summary>400 <c>ResourceNotFoundException</c>.</summary>
    ResourceNotFound,
}
