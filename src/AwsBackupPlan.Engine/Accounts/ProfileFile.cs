using Amazon.Runtime.CredentialManagement;
using Amazon.Runtime.Internal.Util;

namespace AwsBackupPlan.Engine.Accounts;

/// <summary>The files of profiles, for what the SDK leaves unread in them.</summary>
internal static class ProfileFile
{
    /// <summary>A setting of a profile; <see langword="null"/> when it has none. As with all settings, the credentials file stands above the configuration file.</summary>
    public static string? Setting(CredentialProfile profile, string name)
    {
        if (profile.CredentialProfileStore is not SharedCredentialsFile store)
        {
            return null;
        }

        return Read(store.FilePath, isConfiguration: false, profile.Name, name) ?? Read(ConfigurationBeside(store), isConfiguration: true, profile.Name, name);
    }

    // Where the SDK, too, looks for it.
    private static string ConfigurationBeside(SharedCredentialsFile store) =>
        Environment.GetEnvironmentVariable(SharedCredentialsFile.SharedConfigFileEnvVar) is { Length: > 0 }
            ? SharedCredentialsFile.DefaultConfigFilePath
            : Path.Combine(Path.GetDirectoryName(store.FilePath)!, "config");

    private static string? Read(string path, bool isConfiguration, string profile, string name)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        var file = new ProfileIniFile(path, isConfiguration && profile is not SharedCredentialsFile.DefaultProfileName);
        return file.TryGetSection(profile, isSsoSession: false, isServicesSection: false, out var settings, out _) && settings.TryGetValue(name, out var value) ? value.Trim() : null;
    }
}
