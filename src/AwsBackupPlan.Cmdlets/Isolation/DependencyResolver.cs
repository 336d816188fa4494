#if !NET
using System.Reflection;

namespace AwsBackupPlan.Cmdlets.Isolation;

/// <summary>Finds the engine and its dependencies for Windows PowerShell, which has no load contexts.</summary>
/// <remarks>
/// It takes the place of binding redirects, which a module cannot have: the version that is asked for is ignored, and only what
/// lies in the module's own folder is answered, and only to the module: every handler is asked for everybody's assemblies.
/// </remarks>
internal static class DependencyResolver
{
    private static readonly string Folder = Path.GetDirectoryName(typeof(DependencyResolver).Assembly.Location)!;

    private static readonly Dictionary<string, string> Files = Directory
        .EnumerateFiles(Path.Combine(Folder, "Dependencies"), "*.dll")
        .ToDictionary(file => Path.GetFileNameWithoutExtension(file), StringComparer.OrdinalIgnoreCase);

    private static int s_registered;

    /// <summary>Registers the resolver, once per process.</summary>
    public static void Register()
    {
        if (Interlocked.Exchange(ref s_registered, 1) == 0)
        {
            AppDomain.CurrentDomain.AssemblyResolve += static (_, args) => Resolve(new AssemblyName(args.Name).Name, args.RequestingAssembly);
        }
    }

    /// <summary>The AWS SDK that another module has loaded already and that stands in for ours, when it is older; otherwise <see langword="null"/>.</summary>
    public static Version? OlderSdk()
    {
        if (!Files.TryGetValue("AWSSDK.Core", out var own))
        {
            return null;
        }

        // One of another assembly version, such as that of AWS.Tools 4, is another assembly: both are loaded side by side.
        var identity = AssemblyName.GetAssemblyName(own).FullName;
        var loaded = AppDomain.CurrentDomain.GetAssemblies().FirstOrDefault(assembly => !assembly.IsDynamic && string.Equals(assembly.FullName, identity, StringComparison.OrdinalIgnoreCase));
        if (loaded is null)
        {
            return null;
        }

        // Every 4.0 package has the same assembly version: only the file version tells them apart.
        var theirs = FileVersion(loaded.Location);
        return theirs < FileVersion(own) ? theirs : null;
    }

    private static Assembly? Resolve(string name, Assembly? requester)
        => DependencyMatch.IsOwnRequest(name, requester is null || requester.IsDynamic ? null : requester.Location, Folder) && Files.TryGetValue(name, out var file)
            ? Assembly.LoadFrom(file)
            : null;

    private static Version FileVersion(string file)
    {
        var info = System.Diagnostics.FileVersionInfo.GetVersionInfo(file);
        return new Version(info.FileMajorPart, info.FileMinorPart, info.FileBuildPart, info.FilePrivatePart);
    }
}
#endif
