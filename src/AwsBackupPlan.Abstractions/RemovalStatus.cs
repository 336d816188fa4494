namespace AwsBackupPlan;

/// <summary>How taking down the resources of an account ended.</summary>
public enum RemovalStatus
{
    /// <summary>Everything that was to go is gone.</summary>
    Removed,

    /// <summary>Nothing was there.</summary>
    NothingFound,

    /// <summary>Something is left; <see cref="BackupRemovalResult.Remaining"/> says what and why. Running it again goes on.</summary>
    Incomplete,

    /// <summary>There is something to remove; <c>-WhatIf</c> kept it from being removed.</summary>
    WhatIf,

    /// <summary>There is something to remove; the confirmation was declined.</summary>
    Declined,

    /// <summary>What has the right name is not the module's own, or recovery points are known to stay; nothing was touched.</summary>
    Blocked,

    /// <summary>It failed; the error stream has the reason.</summary>
    Failed,
}
