using System.Net;
using System.Net.Sockets;
using Amazon.Runtime;
using AwsBackupPlan.Engine.Deployment;
using AwsBackupPlan.Engine.Plans;

namespace AwsBackupPlan.Engine.Accounts;

/// <summary>Turns whatever was thrown into a failure that tells what happened, where, and what to do. The one place that does.</summary>
internal static class AccountFailures
{
    /// <summary>The failure of a piece of work.</summary>
    public static AccountFailure From(Exception exception, AccountTarget target) => (ProfileFileFault.Of(exception) ?? exception) switch
    {
        AccountException account => new AccountFailure
        {
            ErrorId = account.ErrorId,
            Category = account.Category,
            Message = Sentence(account.Message),
            Remedy = Sentence(account.Remedy),
            Target = target,
            IsCallers = account.IsCallers,
            Region = account.Region,
            Exception = account,
        },
        PlanDocumentException document => Failure(
            "PlanDocumentInvalid", FailureCategory.InvalidArgument, $"For account {target.AccountId}: {document.Message}", "Correct the plan document; nothing was written.", target, target.Region, document),
        StateMovedException moved => Failure(
            "StateKeepsMoving", FailureCategory.ResourceBusy, $"{moved.Message} What is there in account {target.AccountId} keeps changing, or AWS does not show it yet.", "Run this command again in some minutes: it goes on where it stopped.", target, target.Region, moved),
        AmazonServiceException service => FromService(service, target),
        _ when IsTimeout(exception) => NoAnswer(exception, target, "OperationTimeout", FailureCategory.OperationTimeout, "did not answer in time"),
        _ when IsNetwork(exception) => NoAnswer(exception, target, "EndpointNotReachable", FailureCategory.ResourceUnavailable, $"cannot be reached: {exception.GetBaseException().Message}"),
        _ => Failure(
            "UnexpectedFault", FailureCategory.NotSpecified, $"In account {target.AccountId}{Doing(AwsCall.Of(exception))}: {exception.Message}", "Run this command again with -Verbose; if it stays, report it with that output.", target, AwsCall.Of(exception)?.Region, exception),
    };

    /// <summary>The failure of a call that AWS has answered.</summary>
    internal static AccountFailure FromService(AmazonServiceException exception, AccountTarget target)
    {
        var call = AwsCall.Of(exception);
        var (errorId, category, remedy) = Classify(exception, target, call);
        var isSignature = exception.ErrorCode is { } code && code.Contains("Signature", StringComparison.Ordinal);
        // What AWS says of a wrong signature quotes the request with its session token.
        var says = isSignature ? "the signature does not match" : exception.Message;
        var message = $"In account {target.AccountId}{Doing(call)}: {says} ({(int)exception.StatusCode} {exception.ErrorCode}, request {exception.RequestId ?? "unknown"})";
        return Failure(errorId, category, message, remedy, target, call?.Region, isSignature ? null : exception);
    }

    private static (string ErrorId, FailureCategory Category, string Remedy) Classify(AmazonServiceException exception, AccountTarget target, AwsCall? call)
    {
        var code = exception.ErrorCode ?? string.Empty;
        return code switch
        {
            "ExpiredToken" or "ExpiredTokenException" or "RequestExpired" => (
                "SessionExpired", FailureCategory.AuthenticationError, IsCallers(call)
                    ? "The session of the caller has ended. Log in anew, then run this command again: it goes on where it stopped."
                    : $"The session of the role {target.RoleName}, which the module began, has ended early. Run this command again: it begins a new one and goes on where it stopped."),
            "InvalidClientTokenId" or "UnrecognizedClientException" or "InvalidAccessKeyId" or "AuthFailure" or "IncompleteSignature" or "MissingAuthenticationToken" => (
                AccountFailure.CredentialsInvalid, FailureCategory.AuthenticationError, $"Check the credentials ('aws sts get-caller-identity'), and that {call?.Region ?? target.Region} is enabled for {(IsCallers(call) ? "the account that they belong to" : $"account {target.AccountId}")}."),
            "RegionDisabledException" => (
                "RegionDisabled", FailureCategory.InvalidOperation, $"Enable the Region {call?.Region ?? target.Region} for account {target.AccountId}, or use another one."),
            _ when code.Contains("Signature", StringComparison.Ordinal) || code is "RequestTimeTooSkewed" => (
                AccountFailure.CredentialsInvalid, FailureCategory.AuthenticationError, "Check the secret key, and that the clock of this machine is right."),
            _ when Throttling.Is(exception) => (
                "Throttled", FailureCategory.ResourceUnavailable, "AWS had too many calls. Run this command again later, with a lower -ThrottleLimit."),
            _ when IsAccessDenied(exception) && !IsCallers(call) && exception.Message.Contains("session policy", StringComparison.Ordinal) => (
                "AccessDenied", FailureCategory.PermissionDenied, $"The session policy of -RestrictSession does not allow {Permissions.For(call)} there: run this command again without it, and report it if that goes well."),
            _ when IsAccessDenied(exception) => (
                "AccessDenied", FailureCategory.PermissionDenied, $"Allow {Permissions.For(call)} to the role {target.RoleName} in account {target.AccountId}; docs/permissions.md has its whole policy, which roles set up by an older template need. A service control policy can deny it, too."),
            "ParameterVersionNotFound" => (
                "PlanParameterNotFound", FailureCategory.ObjectNotFound, "Name a version that the SSM parameter has, or none for its latest, with -PlanParameterName."),
            "InvalidKeyId" => (
                "PlanParameterNotReadable", FailureCategory.InvalidOperation, $"The KMS key of the SecureString cannot be used: enable it, and allow kms:Decrypt on it to the role {target.RoleName}; or store the parameter anew. See docs/permissions.md."),
            "LimitExceededException" or "LimitExceeded" or "ParameterLimitExceeded" => (
                "QuotaExceeded", FailureCategory.LimitsExceeded, $"Delete what is no longer needed in {call?.Region ?? target.Region}, or have the quota raised (Service Quotas)."),
            "AlreadyExistsException" => ("AlreadyExists", FailureCategory.ResourceExists, "Run this command again: it goes on from what is there."),
            "ResourceNotFoundException" or "NotFoundException" => ("NotFound", FailureCategory.ObjectNotFound, "Run this command again: what was there a moment ago has gone."),
            "InvalidParameterValueException" or "MissingParameterValueException" or "ValidationException" or "ValidationError" => (
                "InvalidValue", FailureCategory.InvalidArgument, "Correct the value that AWS names, in the plan document or the parameters."),
            "InvalidRequestException" or "InvalidResourceStateException" or "ConflictException" => (
                "InvalidState", FailureCategory.InvalidOperation, "See what AWS says of the resource's state, then run this command again."),
            "PackedPolicyTooLarge" or "MalformedPolicyDocument" => ("InvalidSession", FailureCategory.InvalidArgument, "Use a shorter session policy or fewer session tags."),
            _ when (int)exception.StatusCode >= 500 => (
                "ServiceUnavailable", FailureCategory.ResourceUnavailable, "AWS has a problem of its own. Run this command again later: it goes on where it stopped."),
            _ when IsNetwork(exception) => (
                "EndpointNotReachable", FailureCategory.ResourceUnavailable, "Check the network, the proxy and the endpoint; then run this command again: it goes on where it stopped."),
            _ => ("UnexpectedAnswer", FailureCategory.NotSpecified, "Run this command again with -Verbose; if it stays, report it with that output."),
        };
    }

    // Only the role is assumed with the caller's own credentials.
    private static bool IsCallers(AwsCall? call) => call is null || string.Equals(call.Service, "sts", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether AWS denied the action.</summary>
    internal static bool IsAccessDenied(AmazonServiceException exception) =>
        exception.ErrorCode is "AccessDenied" or "AccessDeniedException" or "UnauthorizedOperation" or "AuthorizationError"
        || (exception.StatusCode == HttpStatusCode.Forbidden && string.IsNullOrEmpty(exception.ErrorCode));

    internal static bool IsTimeout(Exception exception) =>
        exception is OperationCanceledException or TimeoutException || exception.GetBaseException() is TimeoutException or OperationCanceledException;

    internal static bool IsNetwork(Exception exception) =>
        exception.GetBaseException() is SocketException or System.Net.Http.HttpRequestException or IOException or WebException;

    private static AccountFailure NoAnswer(Exception exception, AccountTarget target, string errorId, FailureCategory category, string what)
    {
        var call = AwsCall.Of(exception);
        return Failure(
            errorId,
            category,
            $"In account {target.AccountId}{Doing(call)}: AWS {what}",
            "Check the network, the proxy and the endpoint; then run this command again: it goes on where it stopped.",
            target,
            call?.Region ?? target.Region,
            exception);
    }

    internal static string Sentence(string text) => text.Length == 0 || text[text.Length - 1] is '.' or '!' or '?' or '…' ? text : text + ".";

    private static string Doing(AwsCall? call) => call is null ? string.Empty : $", {call.Region}, at {call.Action}";

    private static AccountFailure Failure(
        string errorId, FailureCategory category, string message, string remedy, AccountTarget target, string? region, Exception? exception) => new()
        {
            ErrorId = errorId,
            Category = category,
            Message = Sentence(message),
            Remedy = Sentence(remedy),
            Target = target,
            Region = region,
            Exception = exception,
        };
}
