using System.Management.Automation;

namespace AwsBackupPlan.PowerShellHost.Commands;

/// <summary>Stands in for New-Item, for every provider, which also asks for confirmation.</summary>
[Cmdlet(VerbsCommon.New, "Item", SupportsShouldProcess = true)]
public sealed class NewItemCommand : PSCmdlet
{
    /// <summary>Where, or several; with <see cref="Name"/>, the folder.</summary>
    [Parameter(Position = 0)]
    public string[] Path { get; set; } = ["."];

    /// <summary>The item's name.</summary>
    [Parameter]
    public string? Name { get; set; }

    /// <summary><c>File</c>, <c>Directory</c>, or what the provider knows.</summary>
    [Parameter]
    [Alias("Type")]
    public string ItemType { get; set; } = "File";

    /// <summary>What it holds.</summary>
    [Parameter(ValueFromPipeline = true)]
    public object? Value { get; set; }

    /// <summary>Overwrites a file; takes a folder that is there.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var path in Path)
        {
            Make(Name is null ? path : SessionState.Path.Combine(path, Name));
        }
    }

    private void Make(string path)
    {
        if (Force && InvokeProvider.Item.Exists(path))
        {
            if (InvokeProvider.Item.IsContainer(path))
            {
                WriteObject(InvokeProvider.Item.Get(path), enumerateCollection: true);
                return;
            }

            InvokeProvider.Item.Remove(path, recurse: false);
        }

        WriteObject(InvokeProvider.Item.New(path, name: null, ItemType, Value), enumerateCollection: true);
    }
}
