using System.Management.Automation;

namespace AwsBackupPlan.PowerShellHost.Commands;

/// <summary>Stands in for Export-Csv. The first object's properties are the columns.</summary>
[Cmdlet(VerbsData.Export, "Csv")]
public sealed class ExportCsvCommand : PSCmdlet, IDisposable
{
    private StreamWriter? _writer;
    private IReadOnlyList<string>? _columns;

    /// <summary>The objects, one a row.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    public PSObject InputObject { get; set; } = null!;

    /// <summary>The file to write.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [Alias("LiteralPath", "PSPath")]
    public string Path { get; set; } = string.Empty;

    /// <summary>What separates values.</summary>
    [Parameter(Position = 1)]
    public char Delimiter { get; set; } = ',';

    /// <summary>Adds rows to those that the file has.</summary>
    [Parameter]
    public SwitchParameter Append { get; set; }

    /// <summary>Taken for the sake of old scripts: there never is type information.</summary>
    [Parameter]
    [Alias("NTI")]
    public SwitchParameter NoTypeInformation { get; set; }

    /// <summary>The encoding. Only UTF-8 is written, as PowerShell does without it; Windows PowerShell has to be told.</summary>
    [Parameter]
    [ValidateSet("utf8")]
    public string Encoding { get; set; } = "utf8";

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        var path = GetUnresolvedProviderPathFromPSPath(Path);
        if (Append && File.Exists(path))
        {
            using var text = new StreamReader(path);
            _columns = CsvText.Read(text, Delimiter, header: null).Select(CsvText.Columns).FirstOrDefault();
        }

        _writer = new StreamWriter(path, Append);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (_columns is null)
        {
            _columns = CsvText.Columns(InputObject);
            _writer!.WriteLine(CsvText.Row(_columns, Delimiter));
        }

        _writer!.WriteLine(CsvText.Row(CsvText.Values(InputObject, _columns), Delimiter));
    }

    /// <inheritdoc/>
    public void Dispose() => _writer?.Dispose();
}
