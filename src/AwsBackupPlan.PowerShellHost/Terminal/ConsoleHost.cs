using System.Management.Automation.Host;
using AwsBackupPlan.PowerShellHost.Hosting;

namespace AwsBackupPlan.PowerShellHost.Terminal;

/// <summary>A host for people: text and progress on a terminal or in a file, questions where somebody can answer.</summary>
/// <param name="streams">Where it writes and reads.</param>
public sealed class ConsoleHost(TerminalStreams streams) : EngineHost
{
    /// <inheritdoc/>
    public override PSHostUserInterface UI => Console;

    /// <summary>The user interface.</summary>
    public ConsoleUserInterface Console { get; } = new(streams);
}
