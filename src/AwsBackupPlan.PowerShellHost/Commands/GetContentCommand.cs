using System.Management.Automation;

namespace AwsBackupPlan.PowerShellHost.Commands;

/// <summary>Stands in for Get-Content, for text files.</summary>
[Cmdlet(VerbsCommon.Get, "Content")]
public sealed class GetContentCommand : PSCmdlet
{
    /// <summary>The files to read.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("LiteralPath", "PSPath")]
    public string[] Path { get; set; } = [];

    /// <summary>Writes one text, not lines.</summary>
    [Parameter]
    public SwitchParameter Raw { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var path in Path.Select(GetUnresolvedProviderPathFromPSPath))
        {
            try
            {
                WriteObject(Raw ? File.ReadAllText(path) : File.ReadLines(path), enumerateCollection: !Raw);
            }
            catch (IOException exception)
            {
                WriteError(new ErrorRecord(exception, "GetContentReaderError", ErrorCategory.ReadError, path));
            }
        }
    }
}
