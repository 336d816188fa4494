using Amazon.Runtime;

namespace AwsBackupPlan.Engine.Accounts.Callers;

/// <summary>The credentials of the container, where the environment says that there is one, or else of the instance that the command runs in.</summary>
/// <remarks>Not the SDK's own search: that would read the usual profile files, and so come to another identity than the one that was asked for.</remarks>
internal sealed class PlatformSource : CallerIdentity
{
    private AWSCredentials? _found;

    /// <inheritdoc/>
    public override async Task<ImmutableCredentials> GetAsync(CallerContext context, CancellationToken cancellationToken)
    {
        if (_found is null && IsInContainer)
        {
            _found = new GenericContainerCredentials();
        }

        if (_found is { } known)
        {
            return await known.GetCredentialsAsync().ConfigureAwait(false);
        }

        try
        {
            var instance = new InstanceProfileAWSCredentials();
            var first = await instance.GetCredentialsAsync().ConfigureAwait(false);
            _found = instance;
            return first;
        }
        catch (Exception exception) when (ProfileFileFault.Of(exception) is null)
        {
            throw new AccountException(
                "CallerCredentialsNotFound",
                FailureCategory.AuthenticationError,
                "There are no AWS credentials of the caller: no keys and no web identity in the environment, no AWS_PROFILE, no default profile, none of a container, none of an instance.",
                "Give -ProfileName, -Credential or -AccessKey and -SecretKey, or set up the environment or the default profile; 'aws sts get-caller-identity' shows whether it works.",
                exception)
            { IsCallers = true };
        }
    }

    private static bool IsInContainer => IsSet("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI") || IsSet("AWS_CONTAINER_CREDENTIALS_FULL_URI");

    private static bool IsSet(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 };
}
