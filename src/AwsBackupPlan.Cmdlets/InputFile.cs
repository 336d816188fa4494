using System.Management.Automation;

namespace AwsBackupPlan.Cmdlets;

/// <summary>Reads files that parameters name.</summary>
internal static class InputFile
{
    /// <summary>Reads a file by PowerShell's own location, which is not the process's.</summary>
    /// <exception cref="Exception">It cannot be read: one of those of <see cref="IsUnreadable"/>.</exception>
    public static string Read(PSCmdlet cmdlet, string path)
    {
        var file = cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
        if (!string.Equals(provider.Name, "FileSystem", StringComparison.OrdinalIgnoreCase))
        {
            throw new FileNotFoundException(Strings.NotAFile(provider.Name));
        }

        return Directory.Exists(file) ? throw new IOException(Strings.IsFolder) : File.ReadAllText(file);
    }

    /// <summary>Whether an exception says that a file cannot be read.</summary>
    public static bool IsUnreadable(Exception exception) => exception is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException or SessionStateException;
}
