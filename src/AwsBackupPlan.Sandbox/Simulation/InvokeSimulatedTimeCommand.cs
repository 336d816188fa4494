using System.Globalization;
using System.Management.Automation;

namespace AwsBackupPlan.Sandbox.Simulation;

/// <summary>Lets time go by in the simulated AWS, while plans run by their schedules: jobs are done or fail, recovery points expire.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "SimulatedTime")]
public sealed class InvokeSimulatedTimeCommand : PSCmdlet
{
    /// <summary>How many hours.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateRange(0.01, 8784.0)]
    public double Hours { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        // By itself the simulator's clock goes with that of the machine, and nothing is to run in between.
        SimulatorControl.Tell("plans", new { run = true });
        SimulatorControl.Tell("clock", new { advanceSeconds = Hours * 3600 });
        SimulatorControl.Tell("plans", new { run = false });
        WriteInformation(new HostInformationMessage { Message = string.Create(CultureInfo.InvariantCulture, $"{Hours} hours have gone by in the simulated AWS.") }, ["PSHOST"]);
    }
}
