namespace AwsBackupPlan;

/// <summary>How bringing an account to its desired state ended.</summary>
public enum DeploymentStatus
{
    /// <summary>Nothing was there; everything was made.</summary>
    Created,

    /// <summary>Something differed and was changed.</summary>
    Updated,

    /// <summary>Everything was as desired; nothing was written.</summary>
    Unchanged,

    /// <summary>Changes are needed; <c>-WhatIf</c> kept them from being made.</summary>
    WhatIf,

    /// <summary>Changes are needed; the confirmation was declined.</summary>
    Declined,

    /// <summary>Something that is not the module's own, or cannot be changed, stands in the way; nothing was written.</summary>
    Blocked,

    /// <summary>It failed; the error stream has the reason.</summary>
    Failed,
}
