namespace AwsBackupPlan;

/// <summary>How setting the notifications of a vault ended.</summary>
public enum NotificationStatus
{
    /// <summary>They were set, or changed.</summary>
    Set,

    /// <summary>They were taken off.</summary>
    Removed,

    /// <summary>They were as desired; nothing was written.</summary>
    Unchanged,

    /// <summary>No topic was given for the vault's Region; it was left as it is.</summary>
    NoTopic,

    /// <summary>A change is needed; <c>-WhatIf</c> kept it from being made.</summary>
    WhatIf,

    /// <summary>A change is needed; the confirmation was declined.</summary>
    Declined,

    /// <summary>Something stands in the way, at this vault or another of the backup set; nothing was written.</summary>
    Blocked,

    /// <summary>It failed; the error stream has the reason.</summary>
    Failed,
}
