using System.Globalization;
using System.Management.Automation;
using System.Text;
using AwsBackupPlan.PowerShellHost.Hosting;
using Microsoft.PowerShell.Commands.Internal.Format;

namespace AwsBackupPlan.PowerShellHost.Commands;

/// <summary>Stands in for Out-String, on the engine's own views.</summary>
[Cmdlet(VerbsData.Out, "String")]
public sealed class OutStringCommand : FrontEndCommandBase
{
    private readonly StringBuilder _text = new();

    /// <summary>Writes line by line.</summary>
    [Parameter]
    public SwitchParameter Stream { get; set; }

    /// <summary>Characters in a line; without it lines are as long as they need to be.</summary>
    [Parameter]
    [ValidateRange(2, int.MaxValue)]
    public int Width { get; set; } = int.MaxValue;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        EngineInternals.UseWriter(this, new StringWriter(_text, CultureInfo.InvariantCulture), Width);
        base.BeginProcessing();
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        base.EndProcessing();
        var text = _text.ToString();
        if (!Stream)
        {
            WriteObject(text);
            return;
        }

        using var lines = new StringReader(text);
        while (lines.ReadLine() is { } line)
        {
            WriteObject(line);
        }
    }
}
