using System.Management.Automation;

namespace AwsBackupPlan.PowerShellHost.Commands;

/// <summary>Stands in for Set-Location.</summary>
[Cmdlet(VerbsCommon.Set, "Location")]
public sealed class SetLocationCommand : PSCmdlet
{
    /// <summary>Where to go; home when absent.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("LiteralPath", "PSPath")]
    public string Path { get; set; } = "~";

    /// <inheritdoc/>
    protected override void ProcessRecord() => SessionState.Path.SetLocation(Path);
}
