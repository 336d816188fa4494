namespace AwsBackupPlan.Simulator.Faults;

/// <summary>What goes wrong.</summary>
public enum FaultKind
{
    /// <summary>The call is throttled.</summary>
    Throttle,

    /// <summary>500, internal failure, without effect.</summary>
    InternalError,

    /// <summary>503, service unavailable, without effect.</summary>
    ServiceUnavailable,

    /// <summary>The connection breaks before the call has an effect.</summary>
    Reset,

    /// <summary>No answer comes until the client gives up; the call has no effect.</summary>
    Timeout,

    /// <summary>The call has its effect, then the connection breaks.</summary>
    AnswerLost,

    /// <summary>The caller is not allowed to make the call.</summary>
    AccessDenied,

    /// <summary>The caller's session is over.</summary>
    ExpiredToken,

    /// <summary>The signature does not fit the request.</summary>
    SignatureMismatch,
}
