using System.Reflection;

namespace AwsBackupPlan.PowerShellHost.Hosting;

/// <summary>The module as a build assembles it under <c>out/</c>, in this build's configuration; or, where the environment variable ABP_MODULE_PATH names a manifest, that one.</summary>
public static class PackagedModule
{
    /// <summary>The full path of its manifest, <c>AwsBackupPlan.psd1</c>.</summary>
    public static string ManifestPath { get; } = Path.GetFullPath(
        Environment.GetEnvironmentVariable("ABP_MODULE_PATH") is { Length: > 0 } named ? named : typeof(PackagedModule).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static a => a.Key is nameof(ManifestPath)).Value!);

    /// <summary>The manifest's path, once it is certain that there is one.</summary>
    /// <exception cref="FileNotFoundException">The module has not been assembled.</exception>
    public static string Find() => File.Exists(ManifestPath)
        ? ManifestPath
        : throw new FileNotFoundException($"The module is not assembled: {ManifestPath} does not exist. Run: dotnet build", ManifestPath);
}
