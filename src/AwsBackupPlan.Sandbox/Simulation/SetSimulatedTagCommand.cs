using System.Management.Automation;

namespace AwsBackupPlan.Sandbox.Simulation;

/// <summary>Sets a tag of a database, or takes it away, as somebody else might.</summary>
[Cmdlet(VerbsCommon.Set, "SimulatedTag")]
public sealed class SetSimulatedTagCommand : PSCmdlet
{
    /// <summary>The ARN of the database.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    public string ResourceArn { get; set; } = string.Empty;

    /// <summary>The key of the tag.</summary>
    [Parameter]
    public string Key { get; set; } = "ABS";

    /// <summary>Its value; without it the tag is taken away.</summary>
    [Parameter]
    public string? Value { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        SimulatorControl.Tell("database-tags", new { resourceArn = ResourceArn, key = Key, value = Value });
        WriteInformation(
            new HostInformationMessage { Message = Value is null ? $"Somebody took the tag {Key} from {ResourceArn}." : $"Somebody gave {ResourceArn} the tag {Key}={Value}." },
            ["PSHOST"]);
    }
}
