using System.Diagnostics.CodeAnalysis;
using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;

namespace AwsBackupPlan.Engine.Accounts.Callers;

/// <summary>Finds what the profiles of the credentials and configuration files stand for.</summary>
internal sealed class ProfileSearch(ConnectionOptions options, CallerClient sts, TimeProvider time)
{
    private readonly Lazy<string?> _circle = new(() => ProfileFile.FindCircle(options.ProfileLocation));

    private readonly ProfileFiles _profiles = new(options.ProfileLocation);

    /// <summary>Whether there is such a profile, and it holds more than settings.</summary>
    public bool HasCredentials(string name) => TryRead(name, out var profile) && (profile.CanCreateAWSCredentials || RoleProfile.Is(profile));

    /// <summary>What a profile stands for.</summary>
    /// <exception cref="AccountException">There is no such profile, or it cannot be used.</exception>
    public CallerIdentity Find(string name) => TryRead(name, out var profile)
        ? Source(profile, [])
        : throw new AccountException(
            "ProfileNotFound",
            FailureCategory.ObjectNotFound,
            $"There is no AWS profile '{name}' in {Where}.",
            $"Make it with 'aws configure --profile {ProfileWord.Of(name)}' (or 'aws configure sso'), or name one that 'aws configure list-profiles' shows.")
        { IsCallers = true };

    /// <summary>A role that a web identity in a file opens.</summary>
    public WebIdentitySource WebIdentity(string tokenFile, string roleArn, string? sessionName) =>
        new(new WebIdentityRole(tokenFile, roleArn, sessionName, region => sts(new AnonymousAWSCredentials(), region, null, string.Empty)));

    private string Where => (options.ProfileLocation ?? ProfilePlaces.NamedCredentials) is { } credentials
        ? $"{credentials} and {ProfilePlaces.Configuration(options.ProfileLocation)}"
        : "the credentials and configuration files";

    private bool TryRead(string name, [NotNullWhen(true)] out CredentialProfile? profile)
    {
        if (_circle.Value is { } circle)
        {
            throw NotUsable(name, $"{circle} names another section within an [sso-session] or [services] section, which have none", exception: null);
        }

        try
        {
            return _profiles.TryGetProfile(name, out profile)
                // The AWS CLI writes a name with a blank in quotes, which the SDK takes for part of it.
                || (name.Any(char.IsWhiteSpace) && (_profiles.TryGetProfile($"'{name}'", out profile) || _profiles.TryGetProfile($"\"{name}\"", out profile)));
        }
        catch (Exception exception) when (exception is NullReferenceException or ArgumentException or InvalidOperationException or KeyNotFoundException)
        {
            // A fault of the SDK's at what it did not think of, such as services without a name: its words are none for users.
            throw NotUsable(name, "it has a setting that cannot be read, such as one that names a section and has no value", exception);
        }
    }

    // What calls AWS or runs a program to get credentials does so by the engine's own means: at its endpoint, through its connections, and to an end.
    private CallerIdentity Source(CredentialProfile profile, IReadOnlyList<string> before)
    {
        if (RoleProfile.Is(profile))
        {
            return new ProfileRole(RoleProfile.Read(profile, options.RoleSessionName), SourceOfRole(profile, before), sts, time);
        }

        switch (Credentials(profile))
        {
            case AssumeRoleWithWebIdentityCredentials role:
                return WebIdentity(role.WebIdentityTokenFile, role.RoleArn, role.RoleSessionName);
            case SSOAWSCredentials login:
                login.Options.SupportsGettingNewToken = false;
                return new LoginSource(login, profile.Name);
            case ProcessAWSCredentials:
                return new ProcessSource(profile.Options.CredentialProcess, profile.Name, time);
            case var credentials:
                return new SdkSource(credentials);
        }
    }

    private CallerIdentity SourceOfRole(CredentialProfile profile, IReadOnlyList<string> before)
    {
        IReadOnlyList<string> chain = [.. before, profile.Name];
        return profile.Options switch
        {
            { SourceProfile.Length: > 0, CredentialSource.Length: > 0 } => throw NotUsable(profile, "it has both source_profile and credential_source, of which only one can be"),
            { CredentialSource.Length: > 0 } => new SdkSource(Surroundings(profile)),
            { SourceProfile: not { Length: > 0 } } => throw NotUsable(profile, "it has role_arn, but neither source_profile nor credential_source, which say who assumes the role"),
            { SourceProfile: var own } when string.Equals(own, profile.Name, StringComparison.Ordinal) => new SdkSource(OwnKeys(profile)),
            { SourceProfile: var again } when chain.Contains(again, StringComparer.Ordinal) => throw NotUsable(profile, $"the source_profile of each leads in a circle: {string.Join(", ", chain)}, {again}"),
            { SourceProfile: var name } => TryRead(name, out var source) ? Source(source, chain) : throw NotUsable(profile, $"its source_profile '{name}' does not exist"),
        };
    }

    // The SDK takes credential_source only beside few other settings.
    private AWSCredentials Surroundings(CredentialProfile profile)
    {
        var plain = new CredentialProfile(profile.Name, new CredentialProfileOptions { RoleArn = profile.Options.RoleArn, CredentialSource = profile.Options.CredentialSource });
        return ((AssumeRoleAWSCredentials)Credentials(plain)).SourceCredentials;
    }

    private static AWSCredentials OwnKeys(CredentialProfile profile) => profile.Options switch
    {
        { AccessKey.Length: > 0, SecretKey.Length: > 0, Token.Length: > 0 } keys => new SessionAWSCredentials(keys.AccessKey, keys.SecretKey, keys.Token),
        { AccessKey.Length: > 0, SecretKey.Length: > 0 } keys => new BasicAWSCredentials(keys.AccessKey, keys.SecretKey),
        _ => throw NotUsable(profile, "its source_profile is the profile itself, which has no keys"),
    };

    private AWSCredentials Credentials(CredentialProfile profile)
    {
        try
        {
            return profile.GetAWSCredentials(_profiles);
        }
        catch (Exception exception) when (exception is not AccountException && ProfileFileFault.Of(exception) is null)
        {
            throw NotUsable(profile, exception.Message.Split('\r', '\n')[0], exception);
        }
    }

    private static AccountException NotUsable(CredentialProfile profile, string why, Exception? exception = null) => NotUsable(profile.Name, why, exception);

    private static AccountException NotUsable(string profile, string why, Exception? exception) => new(
        "ProfileNotUsable",
        FailureCategory.InvalidArgument,
        $"The AWS profile '{profile}' has no credentials that can be used: {why.TrimEnd('.')}.",
        "Complete the profile: a key and its secret; or role_arn with source_profile or credential_source; or credential_process; or an IAM Identity Center login ('aws configure sso').",
        exception)
    { IsCallers = true };
}
