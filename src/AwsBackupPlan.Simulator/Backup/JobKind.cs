namespace AwsBackupPlan.Simulator.Backup;

/// <summary>The kinds of jobs.</summary>
public enum JobKind
{
    /// <summary>A backup of a resource.</summary>
    Backup,

    /// <summary>A copy of a recovery point.</summary>
    Copy,

    /// <summary>A resource made out of a recovery point.</summary>
    Restore,
}
