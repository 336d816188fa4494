namespace AwsBackupPlan.Engine.Monitoring;

/// <summary>What a selection does with a database, from the farthest to the nearest.</summary>
public enum SelectionVerdictKind
{
    /// <summary>It is a member of a cluster, which is backed up in its place.</summary>
    ClusterMember,

    /// <summary>Neither Resources nor ListOfTags names it.</summary>
    NotNamed,

    /// <summary>NotResources leaves it out.</summary>
    Excluded,

    /// <summary>A condition does not hold.</summary>
    ConditionNotMet,

    /// <summary>All fits, and the Region's settings have its type switched off: there are no backups, and no message either.</summary>
    OptInOff,

    /// <summary>It is backed up.</summary>
    Taken,
}
