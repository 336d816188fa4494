using System.Management.Automation;
using AwsBackupPlan.PowerShellHost.Hosting;
using Microsoft.PowerShell.Commands.Internal.Format;

namespace AwsBackupPlan.PowerShellHost.Commands;

/// <summary>Format-List, on the engine's own formatter.</summary>
[Cmdlet(VerbsCommon.Format, "List")]
public sealed class FormatListCommand : OuterFormatTableAndListBase
{
    /// <summary>Takes the formatter for lists.</summary>
    public FormatListCommand() => EngineInternals.UseShape(this, "List");
}
