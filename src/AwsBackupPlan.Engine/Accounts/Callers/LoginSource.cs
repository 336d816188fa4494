using System.Net;
using Amazon.Runtime;

namespace AwsBackupPlan.Engine.Accounts.Callers;

/// <summary>A login at IAM Identity Center, as the AWS CLI keeps it. It is used and renewed, never made: no browser is opened.</summary>
/// <param name="credentials">The SDK's own, which fetch the role's keys.</param>
/// <param name="profile">The profile that has the login, for the command that makes it.</param>
internal sealed class LoginSource(SSOAWSCredentials credentials, string profile) : CallerIdentity
{
    /// <inheritdoc/>
    public override async Task<ImmutableCredentials> GetAsync(CallerContext context, CancellationToken cancellationToken)
    {
        try
        {
            return await credentials.GetCredentialsAsync().ConfigureAwait(false);
        }
        catch (Exception exception) when (CallerFailures.Answer(exception) is { StatusCode: HttpStatusCode.Forbidden })
        {
            throw NotAssigned(exception);
        }
        catch (Exception exception) when (IsExpiry(exception))
        {
            throw Expired(exception);
        }
    }

    // What passes, and what is no matter of the login, is told as it is.
    private static bool IsExpiry(Exception exception) => CallerFailures.Answer(exception) is { } answer
        // All but the first come when a token that has expired cannot be renewed.
        ? answer.StatusCode == HttpStatusCode.Unauthorized
            || answer.ErrorCode is "UnauthorizedException" or "InvalidClientException" or "InvalidGrantException" or "ExpiredTokenException" or "UnauthorizedClientException"
        : exception is AmazonClientException && !CallerFailures.Passes(exception) && ProfileFileFault.Of(exception) is null;

    private AccountException NotAssigned(Exception exception) => new(
        "LoginHasNoAccess",
        FailureCategory.PermissionDenied,
        $"IAM Identity Center gives the user of the AWS profile '{profile}' no access to the permission set {credentials.RoleName} in account {credentials.AccountId}.",
        "Correct sso_account_id and sso_role_name of the profile, or have the permission set assigned to the user.",
        exception)
    { IsCallers = true };

    private AccountException Expired(Exception exception) => new(
        "LoginExpired",
        FailureCategory.PermissionDenied,
        $"The IAM Identity Center login of the AWS profile '{profile}' has expired or was never made.",
        $"Run 'aws sso login --profile {ProfileWord.Of(profile)}', then this command again.",
        exception)
    { IsCallers = true };
}
