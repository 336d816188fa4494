namespace AwsBackupPlan.Engine;

/// <summary>What kind of failure it was. A head maps it to its own categories; PowerShell's have the same names.</summary>
public enum FailureCategory
{
    /// <summary>AWS denied the action, or a login has to be renewed.</summary>
    PermissionDenied,

    /// <summary>The credentials are expired or not valid.</summary>
    AuthenticationError,

    /// <summary>Something that is needed does not exist.</summary>
    ObjectNotFound,

    /// <summary>Something of that name exists and is another's.</summary>
    ResourceExists,

    /// <summary>A value is not valid.</summary>
    InvalidArgument,

    /// <summary>The state of a resource does not allow it: not empty, locked, disabled.</summary>
    InvalidOperation,

    /// <summary>Something else is at work on the resource.</summary>
    ResourceBusy,

    /// <summary>A quota is used up.</summary>
    LimitsExceeded,

    /// <summary>AWS throttles, is not available, or cannot be reached.</summary>
    ResourceUnavailable,

    /// <summary>It took longer than allowed.</summary>
    OperationTimeout,

    /// <summary>None of these: a fault of the module or an answer nobody expected.</summary>
    NotSpecified,
}
