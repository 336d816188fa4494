using System.Management.Automation;

namespace AwsBackupPlan.Cmdlets.Completion;

/// <summary>Paths as they are typed: they count from PowerShell's own location, which is not the process's.</summary>
internal static class UserPath
{
    private const string FileSystem = "FileSystem";

    /// <summary>The whole path of a file; <see langword="null"/> where it leads to no file, as in a location that is no folder or on a drive that is not there.</summary>
    public static string? Whole(string path)
    {
        using var shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
        shell.AddScript("$ExecutionContext", useLocalScope: false);
        return shell.Invoke().FirstOrDefault()?.BaseObject is EngineIntrinsics engine ? Whole(path, engine.SessionState.Path) : null;
    }

    // Asked for in a script, a path that is none would be an error of the user's in $Error.
    private static string? Whole(string path, PathIntrinsics location)
    {
        try
        {
            var whole = location.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
            return string.Equals(provider.Name, FileSystem, StringComparison.OrdinalIgnoreCase) ? whole
                : Path.IsPathRooted(path) ? path
                : null;
        }
        catch (Exception exception) when (exception is RuntimeException or InvalidOperationException or ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}
