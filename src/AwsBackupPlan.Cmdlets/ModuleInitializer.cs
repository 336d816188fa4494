using System.Management.Automation;
#if NET
using AwsBackupPlan.Cmdlets.Isolation;
#else
using System.Management.Automation.Runspaces;
using AwsBackupPlan.Cmdlets.Isolation;
#endif

namespace AwsBackupPlan.Cmdlets;

/// <summary>Prepares the module when PowerShell imports it. Loads neither the engine nor the AWS SDK.</summary>
public sealed class ModuleInitializer : IModuleAssemblyInitializer
{
    /// <inheritdoc/>
    public void OnImport()
    {
#if NET
        EngineLoadContext.Register();
#else
        DependencyResolver.Register();
        WarnOfOlderSdk();
#endif
        // Loads the assembly of the types users see, so that [AwsBackupPlan.BackupAccount] is found from now on.
        GC.KeepAlive(typeof(BackupAccount));
    }

#if !NET
    private static void WarnOfOlderSdk()
    {
        if (DependencyResolver.OlderSdk() is not { } version || Runspace.DefaultRunspace is null)
        {
            return;
        }

        using var shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
        shell.AddCommand("Write-Warning").AddParameter("Message", Strings.OlderSdk(version)).Invoke();
    }
#endif
}
