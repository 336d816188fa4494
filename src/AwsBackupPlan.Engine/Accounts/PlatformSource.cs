using Amazon.Runtime;
using Amazon.Runtime.Credentials;

namespace AwsBackupPlan.Engine.Accounts;

/// <summary>
/// The credentials of the container, or else of the instance, that the command runs in. It comes last: nothing of the other sources is there, so the SDK's
/// own search comes to these.
/// </summary>
internal sealed class PlatformSource : CallerIdentity
{
    /// <inheritdoc/>
    public override async Task<ImmutableCredentials> GetAsync(CallerContext context, CancellationToken cancellationToken)
    {
        AWSCredentials found;
        try
        {
            found = await DefaultAWSCredentialsIdentityResolver.GetCredentialsAsync().ConfigureAwait(false);
        }
        catch (AmazonClientException exception) when (ProfileFileFault.Of(exception) is null)
        {
            throw new AccountException(
                "CallerCredentialsNotFound",
                FailureCategory.AuthenticationError,
                "There are no AWS credentials of the caller: no keys and no web identity in the environment, no AWS_PROFILE, no default profile, none of a container, none of an instance.",
                "Give -ProfileName, -Credential or -AccessKey and -SecretKey, or set up the environment or the default profile; 'aws sts get-caller-identity' shows whether it works.",
                exception)
            { IsCallers = true };
        }

        return await found.GetCredentialsAsync().ConfigureAwait(false);
    }
}
