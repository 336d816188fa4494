using System.Management.Automation;

namespace AwsBackupPlan.PowerShellHost.Commands;

/// <summary>Stands in for Join-Path.</summary>
[Cmdlet(VerbsCommon.Join, "Path")]
public sealed class JoinPathCommand : PSCmdlet
{
    /// <summary>The beginning of the path.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    public string Path { get; set; } = string.Empty;

    /// <summary>What follows.</summary>
    [Parameter(Position = 1, Mandatory = true)]
    [AllowEmptyString]
    public string ChildPath { get; set; } = string.Empty;

    /// <summary>More of what follows.</summary>
    [Parameter(Position = 2, ValueFromRemainingArguments = true)]
    public string[] AdditionalChildPath { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord() =>
        WriteObject(AdditionalChildPath.Prepend(ChildPath).Aggregate(Path, (path, child) => SessionState.Path.Combine(path, child)));
}
