namespace AwsBackupPlan;

/// <summary>How the work on an audit ended.</summary>
public enum BackupAuditStatus
{
    /// <summary>Something was made or changed, and Audit Manager has deployed it.</summary>
    Changed,

    /// <summary>All was as desired; nothing was written.</summary>
    Unchanged,

    /// <summary>It was removed, and is gone.</summary>
    Removed,

    /// <summary>There was nothing to remove.</summary>
    NotFound,

    /// <summary>A change is needed; <c>-WhatIf</c> kept it from being made.</summary>
    WhatIf,

    /// <summary>A change is needed; the confirmation was declined.</summary>
    Declined,

    /// <summary>Something stands in the way, in this Region or another; nothing was written.</summary>
    Blocked,

    /// <summary>It failed; the error stream has the reason.</summary>
    Failed,
}
