namespace AwsBackupPlan;

/// <summary>What has to happen to a resource so that it is as desired.</summary>
public enum ChangeAction
{
    /// <summary>Nothing: it is as desired.</summary>
    None,

    /// <summary>It does not exist and is made.</summary>
    Create,

    /// <summary>It exists and is changed in place.</summary>
    Update,

    /// <summary>It cannot be changed in place: a new one is made first, then the old one is deleted.</summary>
    Replace,

    /// <summary>It is deleted.</summary>
    Delete,

    /// <summary>It may not be touched; <see cref="ResourceChange.Reason"/> says why and <see cref="ResourceChange.Remedy"/> what to do.</summary>
    Blocked,
}
