using Amazon.Runtime;
using AwsBackupPlan.Engine.Accounts.Callers;
using AwsBackupPlan.Engine.Accounts.Calls;
using AwsBackupPlan.Engine.Accounts.Denials;
using AwsBackupPlan.Engine.Accounts.Sessions;
using AwsBackupPlan.Engine.Deployment;
using AwsBackupPlan.Engine.Plans;

namespace AwsBackupPlan.Engine.Accounts;

/// <summary>Turns whatever was thrown into a failure that tells what happened, where, and what to do. The one place that does.</summary>
internal static class AccountFailures
{
    /// <summary>What becomes of work that is done in steps which are not done twice.</summary>
    internal const string Again = ": it goes on where it stopped";

    /// <summary>The failure of a piece of work.</summary>
    public static AccountFailure From(Exception exception, AccountTarget target) => (ProfileFileFault.Of(exception) ?? exception) switch
    {
        AccountException account => new AccountFailure
        {
            ErrorId = account.ErrorId,
            Category = account.Category,
            Message = CallFault.Sentence(account.Message),
            Remedy = CallFault.Advice(account.Remedy),
            Target = target,
            IsCallers = account.IsCallers,
            IsUnreached = account.IsUnreached,
            Region = account.Region,
            Exception = account,
        },
        PlanDocumentException document => Failure(
            "PlanDocumentInvalid", FailureCategory.InvalidArgument, $"For account {target.AccountId}: {document.Message}", "Correct the plan document; nothing was written.", target, target.Region, document),
        StateMovedException moved => Failure(
            "StateKeepsMoving", FailureCategory.ResourceBusy, $"{moved.Message} What is there in account {target.AccountId} keeps changing, or AWS does not show it yet.", "Run this command again in some minutes: it goes on where it stopped.", target, target.Region, moved),
        _ => OfCall(exception, target),
    };

    /// <summary>The failure of a call.</summary>
    internal static AccountFailure OfCall(Exception exception, AccountTarget target)
    {
        var call = AwsCall.Of(exception);
        var denied = exception is AmazonServiceException service && CallFault.IsAccessDenied(service) && !IsCallers(call) ? new DeniedCall(service.Message, call!, target) : null;
        var fault = CallFault.Of(exception, Again, answer => denied is null ? Meaning(answer, target, call) : ("AccessDenied", FailureCategory.PermissionDenied, denied.Remedy));
        var doing = call is null ? string.Empty : $", {call.Region}, at {call.Action}";
        var what = denied is null ? fault.What : $"{denied.What}. AWS: {fault.What}";
        return Failure(fault.ErrorId, fault.Category, $"In account {target.AccountId}{doing}: {what}", fault.Remedy, target, call?.Region ?? target.Region, fault.Exception) with
        {
            IsUnreached = IsCallers(call) && fault.ErrorId is ("AnswerNotFromAws" or "NameNotResolved" or "EndpointNotReachable"),
        };
    }

    /// <summary>What an answer means in the account of a target.</summary>
    private static (string ErrorId, FailureCategory Category, string Remedy)? Meaning(AmazonServiceException exception, AccountTarget target, AwsCall? call)
        => exception.ErrorCode switch
        {
            _ when CallFault.IsExpired(exception) && !IsCallers(call) => (
                "SessionExpired", FailureCategory.AuthenticationError, $"The session of the role {target.RoleName}, which the module began, has ended early. Run this command again: it begins a new one and goes on where it stopped."),
            _ when CallFault.IsUnknownKey(exception) => (
                AccountFailure.CredentialsInvalid, FailureCategory.AuthenticationError, $"Check the credentials ('aws sts get-caller-identity'), and that {call?.Region ?? target.Region} is enabled for {(IsCallers(call) ? "the account that they belong to" : $"account {target.AccountId}")}."),
            "RegionDisabledException" => (
                "RegionDisabled", FailureCategory.InvalidOperation, $"Enable the Region {call?.Region ?? target.Region} for account {target.AccountId}, or use another one."),
            _ when Throttling.Is(exception) => (
                "Throttled", FailureCategory.ResourceUnavailable, "AWS had too many calls. Run this command again later, with a lower -ThrottleLimit."),
            _ when CallFault.IsAccessDenied(exception) => (
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
            "MalformedPolicyDocumentException" when call?.Service is "kms" => (
                "KeyPolicyRefused", FailureCategory.PermissionDenied, $"KMS takes the policy of a new key from who may set the next one alone. Add to a policy of the role {target.RoleName} in account {target.AccountId}: {MaySetKeyPolicies(target, call.Region)}. docs/permissions.md has its whole policy for Initialize-XacntBackupAccount."),
            "PackedPolicyTooLarge" or "MalformedPolicyDocument" => ("InvalidSession", FailureCategory.InvalidArgument, "Use a shorter session policy or fewer session tags."),
            _ => null,
        };

    private static string MaySetKeyPolicies(AccountTarget target, string region) => PolicyStatements.Allow([new NeededAction("kms:PutKeyPolicy", $"arn:{Partitions.Find(region) ?? "aws"}:kms:*:{target.AccountId}:key/*")]);

    // Only the role is assumed with the caller's own credentials.
    private static bool IsCallers(AwsCall? call) => call is null || string.Equals(call.Service, "sts", StringComparison.OrdinalIgnoreCase);

    private static AccountFailure Failure(
        string errorId, FailureCategory category, string message, string remedy, AccountTarget target, string? region, Exception? exception) => new()
        {
            ErrorId = errorId,
            Category = category,
            Message = CallFault.Sentence(message),
            Remedy = CallFault.Advice(remedy),
            Target = target,
            Region = region,
            Exception = exception,
        };
}
