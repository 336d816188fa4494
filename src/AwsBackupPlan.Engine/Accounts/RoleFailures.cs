using Amazon.Runtime;

namespace AwsBackupPlan.Engine.Accounts;

/// <summary>What to tell when a role cannot be assumed.</summary>
internal static class RoleFailures
{
    /// <summary>The failure of an assumption that AWS has refused. One of a hop is the same for every account, and so the caller's.</summary>
    public static AccountException NotAssumed(AmazonServiceException exception, RoleAssumption assumption, ConnectionOptions options)
    {
        var what = $"The role {assumption.Arn}{(assumption.IsHop ? " of -RoleArn" : string.Empty)} cannot be assumed by {By(assumption)}";
        if (CallFault.IsAccessDenied(exception))
        {
            return new AccountException(AccountFailure.RoleNotAssumable, FailureCategory.PermissionDenied, $"{what}: {exception.Message}", Remedy(exception, assumption, options), exception)
            {
                IsCallers = assumption.IsHop,
                Region = assumption.Role.Region,
            };
        }

        var failure = AccountFailures.OfCall(exception, assumption.Role);
        var isChaining = exception.Message.Contains("role chaining", StringComparison.Ordinal);
        var remedy = isChaining ? "Your own credentials are a role's, whose sessions AWS limits to an hour: use -SessionDurationSeconds 3600 or less; sessions are renewed."
            : exception.Message.Contains("DurationSeconds", StringComparison.Ordinal) ? $"Use a shorter -SessionDurationSeconds, or raise the longest session (MaxSessionDuration) of {assumption.Arn}. Sessions are renewed while the work lasts."
            : failure.Remedy;
        return new AccountException(failure.ErrorId, failure.Category, $"{what}. {failure.Message}", remedy, failure.Exception)
        {
            // An unknown key is not among them: a caller's token can be good in some Regions only. Neither is what passes, such as too many calls.
            IsCallers = isChaining
                || exception.ErrorCode is "ExpiredToken" or "ExpiredTokenException" or "SignatureDoesNotMatch" or "RequestTimeTooSkewed"
                || (assumption.IsHop && failure.Category is not FailureCategory.ResourceUnavailable && failure.ErrorId is not ("CredentialsInvalid" or "RegionDisabled")),
            Region = assumption.Role.Region,
        };
    }

    private static string By(RoleAssumption assumption) => assumption.By is { } role ? $"the role {role}" : "the caller";

    private static string Remedy(AmazonServiceException exception, RoleAssumption assumption, ConnectionOptions options)
    {
        var (arn, by) = (assumption.Arn, By(assumption));
        foreach (var action in new[] { "sts:TagSession", "sts:SetSourceIdentity" })
        {
            if (exception.Message.Contains(action, StringComparison.Ordinal))
            {
                return $"Allow {action} beside sts:AssumeRole, in the trust policy of {arn} and to {by} (docs/role-sessions.md); or leave {(action is "sts:TagSession" ? "-SessionTag" : "-SourceIdentity")} out.";
            }
        }

        if (exception.Message.Contains("identity-based policy", StringComparison.Ordinal))
        {
            return $"Allow sts:AssumeRole on {arn} to {by}.";
        }

        var further = RoleAssumption.FurtherActions(options) is { } actions ? $"its trust policy allows {actions} as well; " : string.Empty;
        return $"Check, in this order: the role exists in account {assumption.Role.AccountId} ({(assumption.IsHop ? "-RoleArn" : "-RoleName")}); its trust policy names {by}; "
            + ExternalId(assumption) + further + $"{by} may sts:AssumeRole on it. AWS answers the same for all of these.";
    }

    private static string ExternalId(RoleAssumption assumption)
    {
        var parameter = assumption.IsHop ? "-RoleArnExternalId" : "-ExternalId";
        return assumption.Role.ExternalId is null
            ? $"its trust policy asks for no external id, or give it with {parameter}; "
            : $"its trust policy asks for the external id given with {parameter}; ";
    }
}
