namespace AwsBackupPlan;

/// <summary>What a check of an account found.</summary>
public enum AccountCheckStatus
{
    /// <summary>It is as it has to be.</summary>
    Passed,

    /// <summary>It works, or can work, and should be looked at.</summary>
    Warning,

    /// <summary>It keeps backups from being made, or from being safe.</summary>
    Failed,

    /// <summary>Nothing to do; something to know.</summary>
    Information,

    /// <summary>There is nothing to check yet: it hangs on another check, or on something that does not exist.</summary>
    Skipped,

    /// <summary>It could not be read, so nothing is known of it. It is never taken for passed.</summary>
    NotRead,
}
