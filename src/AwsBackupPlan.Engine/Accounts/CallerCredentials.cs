using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;
using Amazon.Runtime.Credentials;

namespace AwsBackupPlan.Engine.Accounts;

/// <summary>Who calls AWS, found by the search order of AWS.Tools 5. Found once; the SDK refreshes what can be refreshed.</summary>
internal sealed class CallerCredentials(ConnectionOptions options)
{
    private readonly Lazy<AWSCredentials> _source = new(() => Find(options));

    /// <summary>The caller's credentials as they are now.</summary>
    /// <exception cref="AccountException">There are none, or they are not valid any more.</exception>
    public async Task<AWSCredentials> GetAsync()
    {
        try
        {
            var current = await _source.Value.GetCredentialsAsync().ConfigureAwait(false);
            return current.UseToken
                ? new SessionAWSCredentials(current.AccessKey, current.SecretKey, current.Token)
                : new BasicAWSCredentials(current.AccessKey, current.SecretKey);
        }
        catch (Exception exception) when (exception is not (AccountException or OperationCanceledException))
        {
            throw Unusable(exception);
        }
    }

    private static AWSCredentials Find(ConnectionOptions options)
    {
        if (options.AccessKey is not null || options.SecretKey is not null)
        {
            return FromKeys(options);
        }

        if (options.Credential is { } credential)
        {
            return ForeignCredentials.Wrap(credential, "Credential");
        }

        if (options.ProfileName is { } profile)
        {
            return FromProfile(profile, options.ProfileLocation);
        }

        return options.StoredCredential switch
        {
            null => new EnvironmentCredentials(),
            string stored => FromProfile(stored, null),
            var stored => ForeignCredentials.Wrap(stored, "$StoredAWSCredentials"),
        };
    }

    private static AWSCredentials FromKeys(ConnectionOptions options) => options switch
    {
        { AccessKey: not { Length: > 0 } } or { SecretKey: not { Length: > 0 } } => throw new AccountException(
            "CredentialsIncomplete",
            FailureCategory.InvalidArgument,
            "An access key needs its secret key, and a secret key its access key; one of the two is missing.",
            "Give both -AccessKey and -SecretKey (and -SessionToken for temporary keys), or neither.")
        { IsCallers = true },
        { SessionToken: { Length: > 0 } token } => new SessionAWSCredentials(options.AccessKey, options.SecretKey, token),
        _ => new BasicAWSCredentials(options.AccessKey, options.SecretKey),
    };

    private static AWSCredentials FromProfile(string name, string? location)
    {
        var chain = new CredentialProfileStoreChain(location);
        if (!chain.TryGetProfile(name, out var profile))
        {
            throw new AccountException(
                "ProfileNotFound",
                FailureCategory.ObjectNotFound,
                $"There is no AWS profile '{name}' in {location ?? "the credentials and configuration files"}.",
                $"Make it with 'aws configure --profile {name}' (or 'aws configure sso'), or name one that 'aws configure list-profiles' shows.")
            { IsCallers = true };
        }

        return profile.GetAWSCredentials(chain);
    }

    private AccountException Unusable(Exception exception)
    {
        if (ProfileFileFault.Of(exception) is { } unreadable)
        {
            return unreadable;
        }

        if (IsLogin(exception))
        {
            var profile = options.ProfileName ?? options.StoredCredential as string ?? DefaultAWSCredentialsIdentityResolver.GetProfileName();
            return new AccountException(
                "LoginExpired",
                FailureCategory.PermissionDenied,
                $"The IAM Identity Center login of the AWS profile '{profile}' has expired or was never made.",
                $"Run 'aws sso login --profile {profile}', then this command again.",
                exception)
            { IsCallers = true };
        }

        return new AccountException(
            "CallerCredentialsNotFound",
            FailureCategory.AuthenticationError,
            $"No usable AWS credentials of the caller were found: {FirstLine(exception.Message)}",
            "Give -ProfileName, -Credential or -AccessKey and -SecretKey, or set up the environment or the default profile; 'aws sts get-caller-identity' shows whether it works.",
            exception)
        { IsCallers = true };
    }

    // The SDK has no type for it. The name of the class that fetches the token stands in the trace, the text in the message.
    private bool IsLogin(Exception exception) =>
        (_source.IsValueCreated && _source.Value is SSOAWSCredentials)
        || exception.ToString().Contains("SSOTokenManager", StringComparison.Ordinal)
        || exception.Message.Contains("SSO Token", StringComparison.OrdinalIgnoreCase);

    private static string FirstLine(string text) => text.Split('\r', '\n')[0];

    // Environment, AWS_PROFILE, default profile, container, instance: in this order, as the SDK does it.
    private sealed class EnvironmentCredentials : AWSCredentials
    {
        public override ImmutableCredentials GetCredentials() => DefaultAWSCredentialsIdentityResolver.GetCredentials().GetCredentials();

        public override async Task<ImmutableCredentials> GetCredentialsAsync()
        {
            var found = await DefaultAWSCredentialsIdentityResolver.GetCredentialsAsync().ConfigureAwait(false);
            return await found.GetCredentialsAsync().ConfigureAwait(false);
        }
    }
}
