namespace AwsBackupPlan.Engine.Teardown;

/// <summary>What the answer to a deletion means.</summary>
internal enum DeletionAnswerKind
{
    /// <summary>AWS deletes it, in its own time.</summary>
    Accepted,

    /// <summary>Not now; later perhaps.</summary>
    Busy,

    /// <summary>Not while things are as they are.</summary>
    Refused,
}
