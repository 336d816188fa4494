using System.Management.Automation;

namespace AwsBackupPlan.PowerShellHost.Commands;

/// <summary>Stands in for ConvertTo-Csv. The first object's properties are the columns.</summary>
[Cmdlet(VerbsData.ConvertTo, "Csv")]
public sealed class ConvertToCsvCommand : PSCmdlet
{
    private IReadOnlyList<string>? _columns;

    /// <summary>The objects, one a row.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, Position = 0)]
    public PSObject InputObject { get; set; } = null!;

    /// <summary>What separates values.</summary>
    [Parameter(Position = 1)]
    public char Delimiter { get; set; } = ',';

    /// <summary>Taken for the sake of old scripts: there never is type information.</summary>
    [Parameter]
    [Alias("NTI")]
    public SwitchParameter NoTypeInformation { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (_columns is null)
        {
            _columns = CsvText.Columns(InputObject);
            WriteObject(CsvText.Row(_columns, Delimiter));
        }

        WriteObject(CsvText.Row(CsvText.Values(InputObject, _columns), Delimiter));
    }
}
