using System.Reflection;

namespace AwsBackupPlan.DesktopProcess;

/// <summary>The folder that Windows PowerShell imports the module from.</summary>
internal sealed class ModuleFolder
{
    private readonly Type _resolver;

    private ModuleFolder(Type resolver) => _resolver = resolver;

    /// <summary>The version of an AWS SDK that was loaded before and is older than the module's; <see langword="null"/> without one.</summary>
    public string? OlderSdk => _resolver.GetMethod("OlderSdk")!.Invoke(null, null)?.ToString();

    /// <summary>Does what an import does: loads the cmdlets, asks for all their types, and lets the module get ready.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="managementAutomation">An assembly that has the types of PowerShell's own.</param>
    public static ModuleFolder Import(string folder, string managementAutomation)
    {
        AppDomain.CurrentDomain.AssemblyResolve += (_, asked) => NameOf(asked) is "System.Management.Automation" ? Assembly.LoadFrom(managementAutomation) : null;
        var cmdlets = Assembly.LoadFrom(Path.Combine(folder, "AwsBackupPlan.Cmdlets.dll"));
        var initializer = Activator.CreateInstance(cmdlets.GetTypes().Single(type => type.Name is "ModuleInitializer"));
        initializer.GetType().GetMethod("OnImport")!.Invoke(initializer, null);

        var resolver = cmdlets.GetType("AwsBackupPlan.Cmdlets.Isolation.DependencyResolver", throwOnError: true)!;
        AskAs(cmdlets, resolver);
        return new ModuleFolder(resolver);
    }

    /// <summary>
    /// The module's resolver answers none but the module: what this program needs, it asks for in the name of the cmdlets. So does netstandard, which the SDK has for a .NET Framework in which
    /// tuples were not yet at home.
    /// </summary>
    private static void AskAs(Assembly cmdlets, Type resolver)
    {
        var resolve = resolver.GetMethod("Resolve", BindingFlags.Static | BindingFlags.NonPublic)!;
        AppDomain.CurrentDomain.AssemblyResolve += (_, asked) =>
            asked.RequestingAssembly == typeof(ModuleFolder).Assembly || asked.RequestingAssembly?.GetName().Name is "netstandard" ? (Assembly?)resolve.Invoke(null, [NameOf(asked), cmdlets]) : null;
    }

    private static string NameOf(ResolveEventArgs asked) => new AssemblyName(asked.Name).Name;
}
