using Amazon.Runtime.CredentialManagement;
using AwsBackupPlan.Engine.Accounts.Callers;

namespace AwsBackupPlan.Engine.Completion;

/// <summary>Reads the names of credentials profiles, and nothing else of what stands in their files.</summary>
public static class ProfileNames
{
    private const int Longest = 1024 * 1024;
    private const string Prefix = "profile ";

    /// <summary>The names, in the order of the files: first those of the credentials file, then those that the configuration file has besides.</summary>
    /// <param name="location">The credentials file, where it is not in its usual place.</param>
    public static IReadOnlyList<string> Read(string? location)
    {
        var credentials = ProfilePlaces.Credentials(location);
        var configuration = ProfilePlaces.Configuration(location);
        return LocalFile.InTime<IReadOnlyList<string>>(
            () => [.. Sections(credentials).Concat(Sections(configuration).Select(OfConfiguration).OfType<string>()).Distinct(StringComparer.Ordinal)],
            []);
    }

    private static IEnumerable<string> Sections(string path)
    {
        using var lines = new StringReader(LocalFile.Read(path, Longest));
        while (lines.ReadLine() is { } line)
        {
            var text = line.Trim();
            if (text.Length > 0 && text[0] is '[' && text.IndexOf(']') is var end and > 1 && text[1..end].Trim() is { Length: > 0 } name)
            {
                yield return name;
            }
        }
    }

    /// <summary>In the configuration file other things have sections, too: sso-session and services.</summary>
    private static string? OfConfiguration(string section)
        => section.StartsWith(Prefix, StringComparison.Ordinal) ? Unquoted(section[Prefix.Length..].Trim()) is { Length: > 0 } name ? name : null
            : string.Equals(section, SharedCredentialsFile.DefaultProfileName, StringComparison.Ordinal) ? section
            : null;

    /// <summary>The AWS CLI writes a name with a blank in quotes.</summary>
    private static string Unquoted(string name)
        => name.Length > 2 && name[0] is '\'' or '"' && name[^1] == name[0] && name.Any(char.IsWhiteSpace) ? name[1..^1] : name;
}
