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

    /// <summary>The call has its effect, and the connection closes after half the answer's body.</summary>
    HalfBody,

    /// <summary>The call has its effect, and the answer comes when the client has given up waiting.</summary>
    LateAnswer,

    /// <summary>A proxy answers 200 with a page of its own, as captive portals do; the call does not reach AWS.</summary>
    ProxyPage,

    /// <summary>A proxy answers 403 with a page of its own; the call does not reach AWS.</summary>
    ProxyRefusal,

    /// <summary>A proxy answers 502 with a page of its own; the call does not reach AWS.</summary>
    BadGateway,

    /// <summary>The signature is refused as signed at another time, though the clocks agree: nothing that a client can correct.</summary>
    SignatureExpired,
}
