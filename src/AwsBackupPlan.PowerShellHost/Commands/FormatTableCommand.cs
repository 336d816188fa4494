using System.Management.Automation;
using AwsBackupPlan.PowerShellHost.Hosting;
using Microsoft.PowerShell.Commands.Internal.Format;

namespace AwsBackupPlan.PowerShellHost.Commands;

/// <summary>Format-Table, on the engine's own formatter.</summary>
[Cmdlet(VerbsCommon.Format, "Table")]
public sealed class FormatTableCommand : OuterFormatTableBase
{
    /// <summary>Takes the formatter for tables.</summary>
    public FormatTableCommand() => EngineInternals.UseShape(this, "Table");
}
