using Amazon.Runtime;

namespace AwsBackupPlan.Engine.Accounts.Callers;

/// <summary>
/// The search order of AWS.Tools 5: literal keys, a credentials object, a named profile, what the session has stored, the environment (keys, then a web
/// identity), the profile that AWS_PROFILE names or the default one, the container, the instance. What is found first is used, also when it is broken.
/// </summary>
internal sealed class CallerSearch(ConnectionOptions options, CallerClient sts, TimeProvider time)
{
    private const string DefaultProfile = "default";

    private readonly ProfileSearch _profiles = new(options, sts, time);

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
            return _profiles.Find(profile);
        }

        return options.StoredCredential switch
        {
            null => FromEnvironment(),
            string stored => _profiles.Find(stored),
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
            return _profiles.WebIdentity(tokenFile, roleArn, Variable("AWS_ROLE_SESSION_NAME"));
        }

        if (Variable("AWS_PROFILE") is { } named)
        {
            return _profiles.Find(named);
        }

        // A default profile that holds settings alone is no source.
        return _profiles.HasCredentials(DefaultProfile) ? _profiles.Find(DefaultProfile) : new PlatformSource();
    }

    private static AccountException Incomplete(string message, string remedy) => new("CredentialsIncomplete", FailureCategory.InvalidArgument, message, remedy) { IsCallers = true };

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
