namespace AwsBackupPlan;

/// <summary>How locking a vault ended.</summary>
public enum VaultLockStatus
{
    /// <summary>It was locked, or its lock was changed.</summary>
    Locked,

    /// <summary>Its lock was taken off.</summary>
    Removed,

    /// <summary>It was as desired; nothing was written.</summary>
    Unchanged,

    /// <summary>A change is needed; <c>-WhatIf</c> kept it from being made.</summary>
    WhatIf,

    /// <summary>A change is needed; the confirmation was declined.</summary>
    Declined,

    /// <summary>Something stands in the way, at this vault or another of the backup set; nothing was written.</summary>
    Blocked,

    /// <summary>It failed; the error stream has the reason.</summary>
    Failed,
}
