using System.Management.Automation;

namespace AwsBackupPlan.PowerShellHost.Commands;

/// <summary>Stands in for ConvertFrom-Csv.</summary>
[Cmdlet(VerbsData.ConvertFrom, "Csv")]
public sealed class ConvertFromCsvCommand : PSCmdlet
{
    private readonly List<string> _lines = [];

    /// <summary>Lines of text, or texts of several lines.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, Position = 0)]
    [AllowEmptyString]
    public string[] InputObject { get; set; } = [];

    /// <summary>What separates values.</summary>
    [Parameter(Position = 1)]
    public char Delimiter { get; set; } = ',';

    /// <summary>The columns' names, when the text has no header.</summary>
    [Parameter]
    public string[]? Header { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => _lines.AddRange(InputObject);

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        using var text = new StringReader(string.Join('\n', _lines));
        WriteObject(CsvText.Read(text, Delimiter, Header), enumerateCollection: true);
    }
}
