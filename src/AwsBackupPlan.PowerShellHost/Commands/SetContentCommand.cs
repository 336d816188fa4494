using System.Management.Automation;

namespace AwsBackupPlan.PowerShellHost.Commands;

/// <summary>Stands in for Set-Content, for text files.</summary>
[Cmdlet(VerbsCommon.Set, "Content", SupportsShouldProcess = true)]
public sealed class SetContentCommand : PSCmdlet
{
    private readonly List<object?> _values = [];

    /// <summary>The file to write.</summary>
    [Parameter(Position = 0, Mandatory = true)]
    [Alias("LiteralPath", "PSPath")]
    public string Path { get; set; } = string.Empty;

    /// <summary>The lines.</summary>
    [Parameter(Position = 1, Mandatory = true, ValueFromPipeline = true)]
    [AllowNull]
    [AllowEmptyCollection]
    public object?[]? Value { get; set; }

    /// <summary>No line break between values or at the end.</summary>
    [Parameter]
    public SwitchParameter NoNewline { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => _values.AddRange(Value ?? []);

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        var path = GetUnresolvedProviderPathFromPSPath(Path);
        if (ShouldProcess(path))
        {
            var end = NoNewline ? string.Empty : Environment.NewLine;
            File.WriteAllText(path, string.Concat(_values.Select(v => LanguagePrimitives.ConvertTo<string>(v) + end)));
        }
    }
}
