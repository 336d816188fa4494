namespace AwsBackupPlan;

/// <summary>Whether a database has good backups, and what is wrong where it has not.</summary>
public enum ProtectionStatus
{
    /// <summary>Every Region that its plans name has a completed recovery point that is young enough.</summary>
    Protected,

    /// <summary>Every Region has one that is young enough, and the last backup or copy job after it failed: it will be late.</summary>
    Failing,

    /// <summary>A plan selects it, and the first run that can have made a recovery point of it, or its copy, is not over yet.</summary>
    Pending,

    /// <summary>A plan selects it, and its newest completed recovery point is older than the plan's schedule allows.</summary>
    Late,

    /// <summary>A plan selects it, and there is no completed recovery point of it.</summary>
    NoBackup,

    /// <summary>It has a backup that is young enough, and the newest copy in another Region is too old.</summary>
    CopyLate,

    /// <summary>It has a backup that is young enough, and no copy in a Region that its plan copies to, or that was asked for; or no plan copies it anywhere.</summary>
    NoCopy,

    /// <summary>A plan would select it, and the settings of AWS Backup in the Region have its type switched off: no backups, and no message.</summary>
    OptInOff,

    /// <summary>No selection of any plan takes it.</summary>
    NotSelected,
}
