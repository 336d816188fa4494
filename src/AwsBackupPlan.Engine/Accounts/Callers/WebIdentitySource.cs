using Amazon.Runtime;
using AwsBackupPlan.Engine.Accounts.Calls;

namespace AwsBackupPlan.Engine.Accounts.Callers;

/// <summary>A role that a web identity token in a file opens, such as that of a pod or a pipeline. The file is read anew each time: its owner renews it.</summary>
internal sealed class WebIdentitySource(WebIdentityRole role) : CallerIdentity
{
    /// <inheritdoc/>
    public override async Task<ImmutableCredentials> GetAsync(CallerContext context, CancellationToken cancellationToken)
    {
        if (!File.Exists(role.WebIdentityTokenFile))
        {
            // The SDK would wait and look again for some time.
            throw new AccountException(
                "WebIdentityTokenNotFound",
                FailureCategory.ObjectNotFound,
                $"There is no web identity token in {role.WebIdentityTokenFile}.",
                "Check AWS_WEB_IDENTITY_TOKEN_FILE, or web_identity_token_file of the profile, and that whoever runs the command may read the file.")
            { IsCallers = true };
        }

        role.Region = context.Region;
        try
        {
            return await role.GetCredentialsAsync().ConfigureAwait(false);
        }
        catch (AmazonClientException exception) when (!CallerFailures.Passes(exception) && Refusal(exception) is { } refusal)
        {
            context.Secrets.AddKey(Token());
            throw new AccountException(
                "WebIdentityRefused",
                FailureCategory.PermissionDenied,
                $"The role {role.RoleArn} cannot be assumed with the web identity token in {role.WebIdentityTokenFile}: {CallFault.Quote(refusal)}",
                "Check that the token is a fresh one, that the role's trust policy allows sts:AssumeRoleWithWebIdentity to its issuer, audience and subject, and that the account has the issuer as an identity provider.",
                refusal)
            { IsCallers = true };
        }
    }

    // AWS can quote it.
    private string Token() => File.ReadAllText(role.WebIdentityTokenFile).Trim();

    // The SDK puts it into another.
    private static AmazonServiceException? Refusal(Exception exception) =>
        (exception as AmazonServiceException ?? exception.InnerException as AmazonServiceException) is { ErrorCode.Length: > 0 } refusal ? refusal : null;
}
