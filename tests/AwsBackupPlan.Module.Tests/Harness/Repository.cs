using AwsBackupPlan.PowerShellHost.Hosting;

namespace AwsBackupPlan.Module.Tests.Harness;

/// <summary>The repository that the tests were built from.</summary>
internal static class Repository
{
    /// <summary>Its top folder.</summary>
    public static string Root
    {
        get
        {
            var folder = new DirectoryInfo(Path.GetDirectoryName(PackagedModule.Find())!);
            while (!File.Exists(Path.Combine(folder.FullName, "build.ps1")))
            {
                folder = folder.Parent ?? throw new InvalidOperationException("The package lies outside the repository.");
            }

            return folder.FullName;
        }
    }
}
