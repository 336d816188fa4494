#if NET
using System.Management.Automation;
using System.Reflection;
using System.Runtime.Loader;

namespace AwsBackupPlan.Cmdlets.Isolation;

/// <summary>The private load context of the engine and its AWS SDK, so that another module's copy of the SDK and ours never meet.</summary>
internal sealed class EngineLoadContext : AssemblyLoadContext
{
    private static readonly Lazy<EngineLoadContext> Instance = new(() => new EngineLoadContext());
    private static int s_registered;

    private readonly string _dependencies = Path.Combine(Path.GetDirectoryName(typeof(EngineLoadContext).Assembly.Location)!, "Dependencies");
    private readonly string _psHome = Path.GetDirectoryName(typeof(PSObject).Assembly.Location)!;

    private EngineLoadContext()
        : base(nameof(AwsBackupPlan))
    {
    }

    /// <summary>Lets PowerShell's load context find the engine here. Once per process: a module imported again is the same assembly.</summary>
    public static void Register()
    {
        if (Interlocked.Exchange(ref s_registered, 1) == 0)
        {
            Default.Resolving += static (_, name) =>
                string.Equals(name.Name, DependencyMatch.Engine, StringComparison.OrdinalIgnoreCase) ? Instance.Value.LoadFromAssemblyName(name) : null;
        }
    }

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        var path = Path.Combine(_dependencies, assemblyName.Name + ".dll");
        if (!File.Exists(path))
        {
            return null;
        }

        return DependencyMatch.PrefersOwn(GetAssemblyName(path), PowerShellsOwn(assemblyName.Name!)) ? LoadFromAssemblyPath(path) : null;
    }

    private AssemblyName? PowerShellsOwn(string name)
    {
        var path = Path.Combine(_psHome, name + ".dll");
        return File.Exists(path) ? GetAssemblyName(path) : null;
    }
}
#endif
