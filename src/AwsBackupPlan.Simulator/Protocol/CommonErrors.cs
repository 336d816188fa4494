namespace AwsBackupPlan.Simulator.Protocol;

/// <summary>The refusals that every service shares, named and numbered as the service's wire protocol does it.</summary>
public static class CommonErrors
{
    /// <summary>The request carries no signature.</summary>
    public static SimulatedException MissingAuthentication(WireProtocol protocol) => new(
        Name(protocol, "MissingAuthenticationToken", "MissingAuthenticationTokenException", "AccessDenied"),
        protocol == WireProtocol.RestXml ? "Access Denied" : "Missing Authentication Token",
        AuthenticationStatus(protocol));

    /// <summary>The signature's header or query lacks a part.</summary>
    public static SimulatedException IncompleteSignature(WireProtocol protocol, string message) => new(
        Name(protocol, "IncompleteSignature", "IncompleteSignatureException", "AuthorizationHeaderMalformed"), message, protocol == WireProtocol.RestJson ? 403 : 400);

    /// <summary>The signature does not fit the request: another secret, scope or time.</summary>
    public static SimulatedException SignatureMismatch(WireProtocol protocol, string message) => new(
        Name(protocol, "SignatureDoesNotMatch", "InvalidSignatureException", message.StartsWith("Signature expired", StringComparison.Ordinal) || message.StartsWith("Signature not yet", StringComparison.Ordinal) ? "RequestTimeTooSkewed" : "SignatureDoesNotMatch"),
        message, AuthenticationStatus(protocol));

    /// <summary>The access key or the session token is not known.</summary>
    public static SimulatedException UnknownKey(WireProtocol protocol) => new(
        Name(protocol, "InvalidClientTokenId", "UnrecognizedClientException", "InvalidAccessKeyId"),
        protocol == WireProtocol.RestXml ? "The AWS Access Key Id you provided does not exist in our records." : "The security token included in the request is invalid.",
        AuthenticationStatus(protocol));

    /// <summary>The session is over.</summary>
    public static SimulatedException ExpiredToken(WireProtocol protocol, string? message = null) => new(
        Name(protocol, "ExpiredToken", "ExpiredTokenException", "ExpiredToken"),
        message ?? (protocol == WireProtocol.RestXml ? "The provided token has expired." : "The security token included in the request is expired"),
        protocol == WireProtocol.RestXml ? 400 : AuthenticationStatus(protocol));

    /// <summary>The caller may not do this.</summary>
    public static SimulatedException AccessDenied(WireProtocol protocol, string message) => new(
        Name(protocol, "AccessDenied", "AccessDeniedException", "AccessDenied"), message, AuthenticationStatus(protocol));

    /// <summary>Too many calls.</summary>
    public static SimulatedException Throttled(WireProtocol protocol, string? message = null) => new(
        Name(protocol, "Throttling", "ThrottlingException", "SlowDown"),
        message ?? (protocol == WireProtocol.RestXml ? "Please reduce your request rate." : "Rate exceeded"),
        protocol switch { WireProtocol.RestJson => 429, WireProtocol.RestXml => 503, _ => 400 });

    /// <summary>The service failed.</summary>
    public static SimulatedException InternalFailure(string? message = null) => new(
        "InternalFailure", message ?? "The request processing has failed because of an unknown error, exception or failure.", 500);

    /// <summary>The service is down for a while.</summary>
    public static SimulatedException ServiceUnavailable(string? message = null) => new(
        "ServiceUnavailable", message ?? "The request has failed due to a temporary failure of the server.", 503);

    /// <summary>There is no such operation, or none here.</summary>
    public static SimulatedException UnknownOperation(WireProtocol protocol, string message) => new(
        Name(protocol, "InvalidAction", "UnknownOperationException", "MethodNotAllowed"), message, protocol switch { WireProtocol.RestJson => 404, WireProtocol.RestXml => 405, _ => 400 });

    private static string Name(WireProtocol protocol, string query, string json, string xml) => protocol switch { WireProtocol.Query => query, WireProtocol.RestXml => xml, _ => json };

    private static int AuthenticationStatus(WireProtocol protocol) => protocol == WireProtocol.Json ? 400 : 403;
}
