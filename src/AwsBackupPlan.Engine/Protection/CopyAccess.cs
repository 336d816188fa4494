namespace AwsBackupPlan.Engine.Protection;

/// <summary>Whether an account can copy into a vault of another.</summary>
internal enum CopyAccess
{
    /// <summary>That cannot be told from here.</summary>
    NotKnown,

    /// <summary>It can.</summary>
    Allowed,

    /// <summary>Nothing allows it.</summary>
    NotAllowed,

    /// <summary>A statement denies it, whatever others allow.</summary>
    Denied,
}
