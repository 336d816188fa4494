using System.Management.Automation;

namespace AwsBackupPlan.PowerShellHost.Commands;

/// <summary>Stands in for Get-ChildItem, for every provider.</summary>
[Cmdlet(VerbsCommon.Get, "ChildItem")]
public sealed class GetChildItemCommand : PSCmdlet
{
    /// <summary>What to look into.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("LiteralPath", "PSPath")]
    public string[] Path { get; set; } = ["."];

    /// <summary>Into all below it too.</summary>
    [Parameter]
    public SwitchParameter Recurse { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() =>
        WriteObject(InvokeProvider.ChildItem.Get(Path, Recurse, force: false, literalPath: false), enumerateCollection: true);
}
