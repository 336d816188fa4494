#if !NET
using System.Reflection;

namespace AwsBackupPlan.Cmdlets.Isolation;

/// <summary>Finds the engine and its dependencies for Windows PowerShell, which has no load contexts.</summary>
/// <remarks>
/// It takes the place of binding redirects, which a module cannot have: the version that is asked for is ignored, and only what
/// lies in the module's own folder is answered.
/// </remarks>
internal static class DependencyResolver
{
    private static readonly Dictionary<string, string> Files = Directory
        .EnumerateFiles(Path.Combine(Path.GetDirectoryName(typeof(DependencyResolver).Assembly.Location)!, "Dependencies"), "*.dll")
        .ToDictionary(file => Path.GetFileNameWithoutExtension(file), StringComparer.OrdinalIgnoreCase);

    private static int s_registered;

    /// <summary>Registers the resolver, once per process.</summary>
    public static void Register()
    {
        if (Interlocked.Exchange(ref s_registered, 1) == 0)
        {
            AppDomain.CurrentDomain.AssemblyResolve += static (_, args) =>
                Files.TryGetValue(new AssemblyName(args.Name).Name, out var file) ? Assembly.LoadFrom(file) : null;
        }
    }

    /// <summary>The AWS SDK that another module has loaded already and that stands in for ours, when it is older; otherwise <see langword="null"/>.</summary>
    public static Version? OlderSdk()
    {
        var loaded = AppDomain.CurrentDomain.GetAssemblies().FirstOrDefault(assembly => string.Equals(assembly.GetName().Name, "AWSSDK.Core", StringComparison.OrdinalIgnoreCase));
        if (loaded is null || loaded.IsDynamic || !Files.TryGetValue("AWSSDK.Core", out var own))
        {
            return null;
        }

        // Every 4.0 package has the same assembly version: only the file version tells them apart.
        var theirs = FileVersion(loaded.Location);
        return theirs < FileVersion(own) ? theirs : null;
    }

    private static Version FileVersion(string file)
    {
        var info = System.Diagnostics.FileVersionInfo.GetVersionInfo(file);
        return new Version(info.FileMajorPart, info.FileMinorPart, info.FileBuildPart, info.FilePrivatePart);
    }
}
#endif
