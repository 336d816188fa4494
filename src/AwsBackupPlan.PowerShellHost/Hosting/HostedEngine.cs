using System.Management.Automation;
using System.Management.Automation.Host;
using System.Management.Automation.Runspaces;
using System.Reflection;

namespace AwsBackupPlan.PowerShellHost.Hosting;

/// <summary>The real PowerShell engine in this process, with stand-ins for the Utility and Management commands it lacks.</summary>
public static class HostedEngine
{
    // The engine reads its own commands into what all sessions share: sessions that open at once can miss some.
    private static readonly Lock Gate = new();

    /// <summary>The names of the commands that stand in for those of Microsoft.PowerShell.Utility and .Management, sorted.</summary>
    public static IReadOnlyList<string> StandInNames { get; } = [.. CommandsOf(typeof(HostedEngine).Assembly).Select(static c => c.Name).Order(StringComparer.OrdinalIgnoreCase)];

    /// <summary>Opens a runspace on a host and imports modules into it.</summary>
    /// <param name="host">Where output, prompts and progress go.</param>
    /// <param name="state">What <see cref="CreateSessionState"/> made.</param>
    /// <param name="modules">Paths of module manifests, imported in this order.</param>
    /// <exception cref="RuntimeException">A module cannot be imported; the text is PowerShell's own.</exception>
    public static Runspace OpenRunspace(PSHost host, InitialSessionState state, params IReadOnlyList<string> modules)
    {
        var runspace = RunspaceFactory.CreateRunspace(host, state);
        try
        {
            lock (Gate)
            {
                runspace.Open();
            }

            foreach (var module in modules)
            {
                using var shell = PowerShell.Create(runspace);
                shell.AddCommand("Import-Module").AddParameter("Name", module).AddParameter("ErrorAction", ActionPreference.Stop).Invoke();
            }

            return runspace;
        }
        catch
        {
            runspace.Dispose();
            throw;
        }
    }

    /// <summary>The state that every session starts from.</summary>
    /// <remarks>
    /// Scripts run whatever execution policy the machine has: they are the caller's own. Modules of the machine are not loaded by
    /// name, so that a session behaves alike everywhere.
    /// </remarks>
    /// <param name="moreCommands">Assemblies with cmdlets that the session has besides the stand-ins.</param>
    public static InitialSessionState CreateSessionState(params IReadOnlyList<Assembly> moreCommands)
    {
        InitialSessionState state;
        lock (Gate)
        {
            state = InitialSessionState.CreateDefault2();
        }

        state.AuthorizationManager = new AuthorizationManager("AwsBackupPlan");
        state.ThrowOnRunspaceOpenError = true;
        state.Variables.Add(new SessionStateVariableEntry("PSModuleAutoLoadingPreference", PSModuleAutoLoadingPreference.None, description: null));
        state.Commands.Add(moreCommands.Prepend(typeof(HostedEngine).Assembly).SelectMany(CommandsOf));
        return state;
    }

    private static IEnumerable<SessionStateCmdletEntry> CommandsOf(Assembly assembly) =>
        from type in assembly.GetTypes()
        let cmdlet = type.GetCustomAttribute<CmdletAttribute>()
        where cmdlet is not null
        select new SessionStateCmdletEntry($"{cmdlet.VerbName}-{cmdlet.NounName}", type, helpFileName: null);
}
