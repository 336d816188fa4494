using System.Management.Automation;

namespace AwsBackupPlan.Cmdlets.Completion;

/// <summary>Paths as they are typed: they count from PowerShell's own location, which is not the process's.</summary>
internal static class UserPath
{
    /// <summary>The whole path; as it is typed where PowerShell does not tell.</summary>
    public static string Whole(string path)
    {
        try
        {
            using var shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
            shell.AddScript("$ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($args[0])", useLocalScope: true).AddArgument(path);
            var found = shell.Invoke();
            return found.Count > 0 && found[0]?.BaseObject is string { Length: > 0 } whole ? whole : path;
        }
        catch (Exception exception) when (exception is RuntimeException or InvalidOperationException)
        {
            return path;
        }
    }
}
