using System.Management.Automation;

namespace AwsBackupPlan.PowerShellHost.Commands;

/// <summary>Stands in for Write-Error.</summary>
[Cmdlet(VerbsCommunications.Write, "Error", DefaultParameterSetName = "NoException")]
public sealed class WriteErrorCommand : PSCmdlet
{
    /// <summary>What happened.</summary>
    [Parameter(Position = 0, Mandatory = true, ParameterSetName = "NoException", ValueFromPipeline = true)]
    [Parameter(ParameterSetName = "WithException")]
    [Alias("Msg")]
    [AllowEmptyString]
    public string? Message { get; set; }

    /// <summary>The exception behind it.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "WithException")]
    public Exception? Exception { get; set; }

    /// <summary>A whole error to write.</summary>
    [Parameter(Position = 0, Mandatory = true, ParameterSetName = "ErrorRecord")]
    public ErrorRecord? ErrorRecord { get; set; }

    /// <summary>What kind of error it is.</summary>
    [Parameter]
    public ErrorCategory Category { get; set; }

    /// <summary>The error's name.</summary>
    [Parameter]
    public string? ErrorId { get; set; }

    /// <summary>What it is about.</summary>
    [Parameter]
    public object? TargetObject { get; set; }

    /// <summary>What to do about it.</summary>
    [Parameter]
    public string? RecommendedAction { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var exception = Exception ?? new RuntimeException(Message);
        var errorId = ErrorId ?? Exception?.GetType().FullName ?? "Microsoft.PowerShell.Commands.WriteErrorException";
        var record = ErrorRecord ?? new ErrorRecord(exception, errorId, Category, TargetObject);
        if (Message is not null || RecommendedAction is not null)
        {
            record.ErrorDetails = new ErrorDetails(Message ?? exception.Message) { RecommendedAction = RecommendedAction };
        }

        WriteError(record);
    }
}
