namespace AwsBackupPlan.Lambda.Logs;

/// <summary>How much a line of the log matters.</summary>
internal enum LogLevel
{
    /// <summary>Every call to AWS.</summary>
    Debug,

    /// <summary>What came of each account.</summary>
    Info,

    /// <summary>What somebody should look at.</summary>
    Warn,

    /// <summary>What failed.</summary>
    Error,
}
