using System.Globalization;
using Amazon.Runtime.CredentialManagement;
using Amazon.Runtime.Internal.Util;

namespace AwsBackupPlan.Engine.Accounts.Callers;

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

        return Read(store.FilePath, isConfiguration: false, profile.Name, name) ?? Read(store.ConfigFilePath, isConfiguration: true, profile.Name, name);
    }

    /// <summary>
    /// The line of a section that profiles name (<c>sso-session</c>, <c>services</c>) which names such a section itself; <see langword="null"/> when there is none. The SDK would
    /// follow it, in a circle until the process breaks down.
    /// </summary>
    /// <param name="location">Where the credentials file is; in its usual place, or where the environment says, when <see langword="null"/>.</param>
    public static string? FindCircle(string? location) => FindCircleIn(ProfilePlaces.Credentials(location)) ?? FindCircleIn(ProfilePlaces.Configuration(location));

    private static string? FindCircleIn(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        var (isNamed, number) = (false, 0);
        foreach (var line in File.ReadLines(path))
        {
            number++;
            var text = line.Trim();
            if (text is ['[', ..])
            {
                isNamed = Has(text, "sso-session") || Has(text, "services");
            }
            else if (isNamed && (text.StartsWith("sso_session", StringComparison.OrdinalIgnoreCase) || text.StartsWith("services", StringComparison.OrdinalIgnoreCase)))
            {
                return $"line {number.ToString(CultureInfo.InvariantCulture)} of {path}";
            }
        }

        return null;
    }

    private static bool Has(string text, string part) => text.Contains(part, StringComparison.OrdinalIgnoreCase);

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
