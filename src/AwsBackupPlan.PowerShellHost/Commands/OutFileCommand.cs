using System.Globalization;
using System.Management.Automation;
using System.Text;
using AwsBackupPlan.PowerShellHost.Hosting;
using Microsoft.PowerShell.Commands.Internal.Format;

namespace AwsBackupPlan.PowerShellHost.Commands;

/// <summary>Stands in for Out-File, which <c>&gt;</c> and <c>&gt;&gt;</c> call.</summary>
[Cmdlet(VerbsData.Out, "File")]
public sealed class OutFileCommand : FrontEndCommandBase
{
    private readonly StringBuilder _text = new();

    /// <summary>The file to write.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [Alias("LiteralPath", "PSPath")]
    public string FilePath { get; set; } = string.Empty;

    /// <summary>Writes after what the file holds.</summary>
    [Parameter]
    public SwitchParameter Append { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        EngineInternals.UseWriter(this, new StringWriter(_text, CultureInfo.InvariantCulture), int.MaxValue);
        base.BeginProcessing();
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        base.EndProcessing();
        using var file = new StreamWriter(GetUnresolvedProviderPathFromPSPath(FilePath), Append);
        file.Write(_text);
    }
}
