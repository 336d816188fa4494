using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;

namespace AwsBackupPlan.Engine.Accounts;

/// <summary>
/// The search order of AWS.Tools 5: literal keys, a credentials object, a named profile, what the session has stored, the environment (keys, then a web
/// identity), the profile that AWS_PROFILE names or the default one, the container, the instance. What is found first is used, also when it is broken.
/// </summary>
internal sealed class CallerSearch(ConnectionOptions options, CallerClient sts, TimeProvider time)
{
    private const string DefaultProfile = "default";

    /// <summary>The source that is found.</summary>
    /// <exception cref="AccountException">The first that was found cannot be used.</exception>
    public CallerIdentity Find()
    {
        if (options.AccessKey is not null || options.SecretKey is not null)
        {
            return FromKeys();
        }

        if (options.Credential is { } credential)
        {
            return new SdkSource(ForeignCredentials.Wrap(credential, "Credential"));
        }

        if (options.ProfileName is { } profile)
        {
            return FromProfile(profile);
        }

        return options.StoredCredential switch
        {
            null => FromEnvironment(),
            string stored => FromProfile(stored),
            var stored => new SdkSource(ForeignCredentials.Wrap(stored, "$StoredAWSCredentials")),
        };
    }

    private SdkSource FromKeys() => options switch
    {
        { AccessKey: not { Length: > 0 } } or { SecretKey: not { Length: > 0 } } => throw Incomplete(
            "An access key needs its secret key, and a secret key its access key; one of the two is missing.",
            "Give both -AccessKey and -SecretKey (and -SessionToken for temporary keys), or neither."),
        { SessionToken: { Length: > 0 } token } => new SdkSource(new SessionAWSCredentials(options.AccessKey, options.SecretKey, token)),
        _ => new SdkSource(new BasicAWSCredentials(options.AccessKey, options.SecretKey)),
    };

    private CallerIdentity FromEnvironment()
    {
        var (accessKey, secretKey) = (Variable("AWS_ACCESS_KEY_ID"), Variable("AWS_SECRET_ACCESS_KEY"));
        if (accessKey is not null && secretKey is not null)
        {
            return new SdkSource(Variable("AWS_SESSION_TOKEN") is { } token
                ? new SessionAWSCredentials(accessKey, secretKey, token)
                : new BasicAWSCredentials(accessKey, secretKey));
        }

        if (accessKey is not null || secretKey is not null)
        {
            // Going on would run as somebody else.
            throw Incomplete(
                $"Of AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment only {(accessKey is null ? "the secret key" : "the access key")} is set.",
                "Set both (and AWS_SESSION_TOKEN for temporary keys), or neither.");
        }

        if (Variable("AWS_WEB_IDENTITY_TOKEN_FILE") is { } tokenFile && Variable("AWS_ROLE_ARN") is { } roleArn)
        {
            return WebIdentity(tokenFile, roleArn, Variable("AWS_ROLE_SESSION_NAME"));
        }

        if (Variable("AWS_PROFILE") is { } named)
        {
            return FromProfile(named);
        }

        // A default profile that holds settings alone is no source.
        return Profiles().TryGetProfile(DefaultProfile, out var profile) && profile.CanCreateAWSCredentials
            ? FromProfile(DefaultProfile)
            : new PlatformSource();
    }

    private CallerIdentity FromProfile(string name)
    {
        var chain = Profiles();
        return chain.TryGetProfile(name, out var profile)
            ? Ours(Credentials(profile, chain), profile, chain)
            : throw new AccountException(
                "ProfileNotFound",
                FailureCategory.ObjectNotFound,
                $"There is no AWS profile '{name}' in {options.ProfileLocation ?? "the credentials and configuration files"}.",
                $"Make it with 'aws configure --profile {name}' (or 'aws configure sso'), or name one that 'aws configure list-profiles' shows.")
            { IsCallers = true };
    }

    private static AWSCredentials Credentials(CredentialProfile profile, CredentialProfileStoreChain chain)
    {
        try
        {
            return profile.GetAWSCredentials(chain);
        }
        catch (Exception exception) when (exception is not AccountException && ProfileFileFault.Of(exception) is null)
        {
            throw new AccountException(
                "ProfileNotUsable",
                FailureCategory.InvalidArgument,
                $"The AWS profile '{profile.Name}' has no credentials that can be used: {exception.Message.Split('\r', '\n')[0]}",
                "Complete the profile: a key and its secret; or role_arn with source_profile or credential_source; or credential_process; or an IAM Identity Center login ('aws configure sso').",
                exception)
            { IsCallers = true };
        }
    }

    private CredentialProfileStoreChain Profiles() => new(options.ProfileLocation);

    // What calls AWS to get credentials does so by the engine's own clients: at its endpoint, through its connections.
    private CallerIdentity Ours(AWSCredentials credentials, CredentialProfile profile, CredentialProfileStoreChain chain)
    {
        switch (credentials)
        {
            case AssumeRoleAWSCredentials role:
                var inner = profile.Options.SourceProfile is { } name && chain.TryGetProfile(name, out var found) ? found : profile;
                return new ProfileRole(profile.Name, role, Ours(role.SourceCredentials, inner, chain), sts, time);
            case AssumeRoleWithWebIdentityCredentials role:
                return WebIdentity(role.WebIdentityTokenFile, role.RoleArn, role.RoleSessionName);
            case SSOAWSCredentials login:
                login.Options.SupportsGettingNewToken = false;
                return new LoginSource(login, profile.Name);
            case ProcessAWSCredentials process:
                return new ProcessSource(process, profile.Options.CredentialProcess, profile.Name, time);
            default:
                return new SdkSource(credentials);
        }
    }

    private WebIdentitySource WebIdentity(string tokenFile, string roleArn, string? sessionName) =>
        new(new WebIdentityRole(tokenFile, roleArn, sessionName, region => sts(new AnonymousAWSCredentials(), region, null, string.Empty)));

    private static AccountException Incomplete(string message, string remedy) => new("CredentialsIncomplete", FailureCategory.InvalidArgument, message, remedy) { IsCallers = true };

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
