namespace AwsBackupPlan;

/// <summary>How an account compares with its desired state.</summary>
public enum ComparisonStatus
{
    /// <summary>Everything is as desired.</summary>
    InSync,

    /// <summary>Something is missing or differs; the changes say what.</summary>
    Different,

    /// <summary>None of the resources exist.</summary>
    NotDeployed,

    /// <summary>Something that is not the module's own, or cannot be changed, stands in the way.</summary>
    Blocked,

    /// <summary>It could not be read; the error stream has the reason.</summary>
    Failed,
}
