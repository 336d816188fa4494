namespace AwsBackupPlan.Cmdlets;

/// <summary>Every text of the cmdlets that a user reads.</summary>
internal static class Strings
{
    public static string OlderSdk(Version version)
        => $"Another module has already loaded AWSSDK.Core {version}, which is older than the one AwsBackupPlan needs, and Windows PowerShell can load only one. "
            + "Import AwsBackupPlan first in a new session, update the other module, or use PowerShell 7, where both live side by side.";
}
