using System.Management.Automation;

namespace AwsBackupPlan.PowerShellHost.Commands;

/// <summary>Stands in for Import-Csv.</summary>
[Cmdlet(VerbsData.Import, "Csv")]
public sealed class ImportCsvCommand : PSCmdlet
{
    /// <summary>The files to read.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("LiteralPath", "PSPath")]
    public string[] Path { get; set; } = [];

    /// <summary>What separates values.</summary>
    [Parameter(Position = 1)]
    public char Delimiter { get; set; } = ',';

    /// <summary>The columns' names, when the file has no header.</summary>
    [Parameter]
    public string[]? Header { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var path in Path)
        {
            try
            {
                using var text = new StreamReader(GetUnresolvedProviderPathFromPSPath(path));
                WriteObject(CsvText.Read(text, Delimiter, Header), enumerateCollection: true);
            }
            catch (IOException exception)
            {
                WriteError(new ErrorRecord(exception, "FileOpenFailure", ErrorCategory.OpenError, path));
            }
        }
    }
}
