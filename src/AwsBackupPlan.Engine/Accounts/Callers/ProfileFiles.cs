using System.Reflection;
using Amazon;
using Amazon.Runtime.CredentialManagement;
using Amazon.Runtime.Internal.Settings;

namespace AwsBackupPlan.Engine.Accounts.Callers;

/// <summary>The profiles of the files that the user or the environment names now; on Windows first those of the SDK's encrypted store, unless one of them names a credentials file.</summary>
/// <param name="location">The credentials file that the user names.</param>
internal sealed class ProfileFiles(string? location) : ICredentialProfileSource
{
    // Nothing else keeps the SDK from the configuration file that the variable named when it first asked.
    private static readonly PropertyInfo ConfigurationPath = typeof(SharedCredentialsFile).GetProperty(nameof(SharedCredentialsFile.ConfigFilePath))!;

    /// <inheritdoc/>
    /// <exception cref="AccountException">The environment names a credentials file that is not there.</exception>
    public bool TryGetProfile(string profileName, out CredentialProfile profile) =>
        (HasStore && new NetSDKCredentialsFile().TryGetProfile(profileName, out profile)) || Open().TryGetProfile(profileName, out profile);

    // The store is another file than the one that is named.
    private bool HasStore => location is null && ProfilePlaces.NamedCredentials is null && UserCrypto.IsUserCryptAvailable && !AWSConfigs.DisableLegacyPersistenceStore;

    private SharedCredentialsFile Open()
    {
        var path = ProfilePlaces.Credentials(location);
        if (location is null && ProfilePlaces.NamedCredentials is not null && !File.Exists(path))
        {
            throw NotFound(path);
        }

        var file = new SharedCredentialsFile(path);
        ConfigurationPath.SetValue(file, ProfilePlaces.Configuration(location));
        return file;
    }

    // The usual file instead would be somebody else.
    private static AccountException NotFound(string path) => new(
        "ProfileFileNotFound",
        FailureCategory.ObjectNotFound,
        $"{SharedCredentialsFile.SharedCredentialsFileEnvVar} names '{path}' as the AWS credentials file: {(Directory.Exists(path) ? "it is a folder" : "it does not exist")}.",
        $"Correct {SharedCredentialsFile.SharedCredentialsFileEnvVar}, or remove it for the file in the usual place; or name a file with -ProfileLocation, or credentials of another kind.")
    { IsCallers = true };
}
