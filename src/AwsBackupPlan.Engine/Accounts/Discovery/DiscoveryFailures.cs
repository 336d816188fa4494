using Amazon.Runtime;

namespace AwsBackupPlan.Engine.Accounts.Discovery;

/// <summary>Turns whatever was thrown while the organization was read into what a user is told.</summary>
internal static class DiscoveryFailures
{
    private const string WhereToRun =
        "Run this command with credentials of the organization's management account or of a delegated administrator account (-ProfileName)";

    /// <summary>What to tell.</summary>
    public static DiscoveryException From(Exception exception) => (ProfileFileFault.Of(exception) ?? exception) switch
    {
        DiscoveryException told => told,
        AccountException account => Make(account.ErrorId, account.Category, account.Message, account.Remedy, account),
        AmazonServiceException service => FromService(service),
        _ when AccountFailures.IsTimeout(exception) => Make(
            "OperationTimeout", FailureCategory.OperationTimeout, $"AWS Organizations did not answer in time{At(exception)}", "Check the network, the proxy and the endpoint; then run this command again.", exception),
        _ when AccountFailures.IsNetwork(exception) => Make(
            "EndpointNotReachable",
            FailureCategory.ResourceUnavailable,
            $"AWS Organizations cannot be reached{At(exception)}: {exception.GetBaseException().Message}",
            "Check the network, the proxy and the endpoint; then run this command again.",
            exception),
        _ => Make(
            "UnexpectedFault",
            FailureCategory.NotSpecified,
            $"The accounts of the organization cannot be read{At(exception)}: {exception.Message}",
            "Run this command again with -Verbose; if it stays, report it with that output.",
            exception),
    };

    private static DiscoveryException FromService(AmazonServiceException exception)
    {
        var (errorId, category, remedy) = Classify(exception);
        var isSignature = exception.ErrorCode is { } code && code.Contains("Signature", StringComparison.Ordinal);
        // What AWS says of a wrong signature quotes the request with its session token.
        var says = isSignature ? "the signature does not match" : exception.Message;
        var message = $"The accounts of the organization cannot be read{At(exception)}: {says} ({(int)exception.StatusCode} {exception.ErrorCode}, request {exception.RequestId ?? "unknown"})";
        return Make(errorId, category, message, remedy, isSignature ? null : exception);
    }

    private static (string ErrorId, FailureCategory Category, string Remedy) Classify(AmazonServiceException exception) => (exception.ErrorCode ?? string.Empty) switch
    {
        "AWSOrganizationsNotInUseException" => (
            "OrganizationNotFound", FailureCategory.ObjectNotFound, $"The account of the caller is in no organization. {WhereToRun}, or give the accounts by a file."),
        "ParentNotFoundException" => (
            "OrganizationalUnitNotFound", FailureCategory.ObjectNotFound, "Check -OrganizationalUnit: 'aws organizations list-organizational-units-for-parent' shows the units of a parent."),
        "ExpiredToken" or "ExpiredTokenException" or "RequestExpired" => (
            "SessionExpired", FailureCategory.AuthenticationError, "The session of the caller has ended. Log in anew, then run this command again."),
        "InvalidClientTokenId" or "UnrecognizedClientException" or "InvalidAccessKeyId" or "AuthFailure" or "IncompleteSignature" or "IncompleteSignatureException" or "MissingAuthenticationToken" or "MissingAuthenticationTokenException" => (
            "CredentialsInvalid", FailureCategory.AuthenticationError, "Check the credentials ('aws sts get-caller-identity'), and -Partition."),
        var code when code.Contains("Signature", StringComparison.Ordinal) || code is "RequestTimeTooSkewed" => (
            "CredentialsInvalid", FailureCategory.AuthenticationError, "Check the secret key, and that the clock of this machine is right."),
        _ when Throttling.Is(exception) => (
            "Throttled", FailureCategory.ResourceUnavailable, "AWS Organizations takes few calls a second, and others make them too. Run this command again later."),
        _ when AccountFailures.IsAccessDenied(exception) => (
            "AccessDenied", FailureCategory.PermissionDenied, $"{WhereToRun}, and allow {Permissions.For(AwsCall.Of(exception))} to the caller; docs/permissions.md has the whole policy."),
        _ when (int)exception.StatusCode >= 500 => (
            "ServiceUnavailable", FailureCategory.ResourceUnavailable, "AWS has a problem of its own. Run this command again later."),
        _ when AccountFailures.IsNetwork(exception) => (
            "EndpointNotReachable", FailureCategory.ResourceUnavailable, "Check the network, the proxy and the endpoint; then run this command again."),
        _ => ("UnexpectedAnswer", FailureCategory.NotSpecified, "Run this command again with -Verbose; if it stays, report it with that output."),
    };

    private static string At(Exception exception) => AwsCall.Of(exception) is { } call ? $", at {call.Action} in {call.Region}" : string.Empty;

    private static DiscoveryException Make(string errorId, FailureCategory category, string message, string remedy, Exception? exception) =>
        new(errorId, category, AccountFailures.Sentence(message), AccountFailures.Sentence(remedy), exception);
}
