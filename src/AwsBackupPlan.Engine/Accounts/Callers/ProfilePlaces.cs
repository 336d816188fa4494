using Amazon.Runtime.CredentialManagement;

namespace AwsBackupPlan.Engine.Accounts.Callers;

/// <summary>Where the files of profiles are, as the environment has it now. The SDK keeps to what it had when the process first asked.</summary>
internal static class ProfilePlaces
{
    private const string Folder = ".aws";

    /// <summary>The credentials file that the environment names; <see langword="null"/> when it names none.</summary>
    public static string? NamedCredentials => Variable(SharedCredentialsFile.SharedCredentialsFileEnvVar);

    /// <summary>The configuration file that the environment names; <see langword="null"/> when it names none.</summary>
    public static string? NamedConfiguration => Variable(SharedCredentialsFile.SharedConfigFileEnvVar);

    /// <summary>The credentials file.</summary>
    /// <param name="location">Where it is, when the user says so.</param>
    public static string Credentials(string? location) => location ?? NamedCredentials ?? Path.Combine(Home, Folder, "credentials");

    /// <summary>The configuration file that goes with a credentials file.</summary>
    public static string Configuration(string credentials) => NamedConfiguration ?? Path.Combine(Path.GetDirectoryName(credentials) ?? ".", "config");

    // As the SDK has it, on Windows too.
    private static string Home => Variable("HOME") ?? Variable("USERPROFILE") ?? Environment.CurrentDirectory;

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
