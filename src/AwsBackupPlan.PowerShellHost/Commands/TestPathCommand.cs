using System.Management.Automation;

namespace AwsBackupPlan.PowerShellHost.Commands;

/// <summary>Stands in for Test-Path, for every provider.</summary>
[Cmdlet(VerbsDiagnostic.Test, "Path")]
public sealed class TestPathCommand : PSCmdlet
{
    /// <summary>The paths to look for.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("LiteralPath", "PSPath")]
    public string[] Path { get; set; } = [];

    /// <summary>What must be there: <c>Any</c>, <c>Container</c> or <c>Leaf</c>.</summary>
    [Parameter]
    [ValidateSet("Any", "Container", "Leaf")]
    public string PathType { get; set; } = "Any";

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var path in Path)
        {
            var exists = InvokeProvider.Item.Exists(path);
            WriteObject(PathType switch
            {
                "Container" => exists && InvokeProvider.Item.IsContainer(path),
                "Leaf" => exists && !InvokeProvider.Item.IsContainer(path),
                _ => exists,
            });
        }
    }
}
