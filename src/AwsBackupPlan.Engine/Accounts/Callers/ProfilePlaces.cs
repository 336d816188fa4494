using Amazon.Runtime.CredentialManagement;

namespace AwsBackupPlan.Engine.Accounts.Callers;

/// <summary>Where the files of profiles are, as the environment has it now. The SDK keeps to what it had when the process first asked.</summary>
internal static class ProfilePlaces
{
    private const string Folder = ".aws";

    /// <summary>The credentials file that the environment names; <see langword="null"/> when it names none.</summary>
    public static string? NamedCredentials => Variable(SharedCredentialsFile.SharedCredentialsFileEnvVar);

    /// <summary>The credentials file.</summary>
    /// <param name="location">Where it is, when the user says so.</param>
    public static string Credentials(string? location) => location ?? NamedCredentials ?? Path.Combine(Home, Folder, "credentials");

    /// <summary>The configuration file: beside the credentials file, unless the environment names it and the user says nothing.</summary>
    /// <param name="location">Where the credentials file is, when the user says so: then the environment's is somebody else's.</param>
    public static string Configuration(string? location) =>
        (location is null ? Variable(SharedCredentialsFile.SharedConfigFileEnvVar) : null) ?? Path.Combine(Path.GetDirectoryName(Credentials(location)) ?? ".", "config");

    // As the SDK has it, on Windows too.
    private static string Home => Variable("HOME") ?? Variable("USERPROFILE") ?? Environment.CurrentDirectory;

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
