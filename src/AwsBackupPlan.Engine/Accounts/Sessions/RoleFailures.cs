using Amazon.Runtime;
using AwsBackupPlan.Engine.Accounts.Calls;
using AwsBackupPlan.Engine.Accounts.Denials;

namespace AwsBackupPlan.Engine.Accounts.Sessions;

/// <summary>What to tell when a role cannot be assumed.</summary>
internal static class RoleFailures
{
    /// <summary>The failure of an assumption that AWS has refused. One of a hop is the same for every account, and so the caller's.</summary>
    public static AccountException NotAssumed(AmazonServiceException exception, RoleAssumption assumption, ConnectionOptions options)
    {
        var what = $"The role {assumption.Arn}{(assumption.IsHop ? " of -RoleArn" : string.Empty)} cannot be assumed by {By(assumption)}";
        if (CallFault.IsAccessDenied(exception))
        {
            return new AccountException(AccountFailure.RoleNotAssumable, FailureCategory.PermissionDenied, $"{what}: {CallFault.Quote(exception)}", Remedy(exception, assumption, options), exception)
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
                || exception.ErrorCode is "ExpiredToken" or "ExpiredTokenException" or "RequestTimeTooSkewed"
                || (exception.ErrorCode is "SignatureDoesNotMatch" && !CallFault.IsUnknownRegion(exception))
                || (assumption.IsHop && failure.Category is not FailureCategory.ResourceUnavailable && failure.ErrorId is not ("CredentialsInvalid" or "RegionDisabled" or "RegionNotKnown")),
            IsUnreached = failure.IsUnreached,
            Region = assumption.Role.Region,
        };
    }

    private static string By(RoleAssumption assumption) => assumption.By is { } role ? $"the role {role}" : "the caller";

    private static string Remedy(AmazonServiceException exception, RoleAssumption assumption, ConnectionOptions options)
    {
        var (arn, by, denial) = (assumption.Arn, By(assumption), Denial.Of(exception.Message));
        var statements = Statements(assumption, options, denial);
        if (denial.Action is "sts:TagSession" or "sts:SetSourceIdentity")
        {
            return $"Allow {denial.Action} beside sts:AssumeRole, in the trust policy of {arn} and to {by} (docs/role-sessions.md); or leave {(denial.Action is "sts:TagSession" ? "-SessionTag" : "-SourceIdentity")} out. {statements}";
        }

        var verb = denial.IsExplicit ? "denies it explicitly" : "does not allow it";
        switch (denial.Policy)
        {
            case DenyingPolicy.Identity:
                return denial.IsExplicit
                    ? $"A policy of {by} denies sts:AssumeRole on {arn} explicitly, which no statement that allows it outweighs: take that denial away. {statements}"
                    : $"Allow sts:AssumeRole on {arn} to {by}. {statements}";
            case DenyingPolicy.ServiceControl or DenyingPolicy.ResourceControl:
                return $"A {(denial.Policy is DenyingPolicy.ServiceControl ? "service" : "resource")} control policy of the organization {verb}, and no policy of {by} or of the role changes that: have it changed by who manages the organization. {statements}";
            case DenyingPolicy.Boundary:
                return $"The permissions boundary of {by} {verb}: have it allow sts:AssumeRole on {arn}. {statements}";
            case DenyingPolicy.VpcEndpoint:
                return $"The policy of the VPC endpoint that the call came through {verb}: have it allow sts:AssumeRole on {arn}. {statements}";
        }

        var further = RoleAssumption.FurtherActions(options) is { } actions ? $"its trust policy allows {actions} as well; " : string.Empty;
        return $"Check, in this order: the role exists in account {assumption.Role.AccountId} ({(assumption.IsHop ? "-RoleArn" : "-RoleName")}); its trust policy names {by}; "
            + ExternalId(assumption) + further + $"{by} may sts:AssumeRole on it. AWS answers the same for all of these. {statements}";
    }

    /// <summary>Both sides of it, ready to paste. The external id is named, not shown.</summary>
    private static string Statements(RoleAssumption assumption, ConnectionOptions options, Denial denial)
    {
        var principal = assumption.By ?? denial.TrustedPrincipal ?? "ARN OF THE CALLER";
        string[] actions =
        [
            "sts:AssumeRole",
            .. options.SessionTags.Count > 0 ? new[] { "sts:TagSession" } : [],
            .. options.SourceIdentity is not null ? new[] { "sts:SetSourceIdentity" } : [],
        ];
        var condition = assumption.Role.ExternalId is null ? null : new PolicyCondition("StringEquals", "sts:ExternalId", $"THE ID GIVEN WITH {ExternalIdParameter(assumption)}");
        return $"The statement of the role's trust policy: {PolicyStatements.Trust(principal, actions, condition)}; of a policy of {By(assumption)}: "
            + $"{PolicyStatements.Allow([.. actions.Select(action => new NeededAction(action, assumption.Arn))])}.";
    }

    private static string ExternalIdParameter(RoleAssumption assumption) => assumption.IsHop ? "-RoleArnExternalId" : "-ExternalId";

    private static string ExternalId(RoleAssumption assumption)
    {
        var parameter = ExternalIdParameter(assumption);
        return assumption.Role.ExternalId is null
            ? $"its trust policy asks for no external id, or give it with {parameter}; "
            : $"its trust policy asks for the external id given with {parameter}; ";
    }
}
