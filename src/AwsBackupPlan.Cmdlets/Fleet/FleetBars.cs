using System.Management.Automation;
using AwsBackupPlan.Engine.Fleet;

namespace AwsBackupPlan.Cmdlets.Fleet;

/// <summary>One progress bar for the fleet, and under it one for each account at work.</summary>
internal sealed class FleetBars(string command, Action<ProgressRecord> write)
{
    private const int FleetBar = 1;

    private readonly HashSet<int> _shown = [];
    private bool _fleetShown;

    /// <summary>Shows that the fleet is at work, once there is any.</summary>
    public void Begin(FleetStanding standing)
    {
        if (!_fleetShown && standing.Total > 0)
        {
            Show(standing);
        }
    }

    /// <summary>Shows how far the fleet has come.</summary>
    public void Show(FleetStanding standing)
    {
        _fleetShown = true;
        write(new ProgressRecord(FleetBar, command, Strings.FleetStatus(standing)) { PercentComplete = 100 * standing.Finished / Math.Max(1, standing.Total) });
    }

    /// <summary>Shows where one account stands, or takes its bar away.</summary>
    public void Show(FleetProgress progress)
    {
        var bar = FleetBar + 1 + progress.Slot;
        if (progress.Progress is { } now)
        {
            _shown.Add(bar);
            write(new ProgressRecord(bar, Strings.AccountActivity(progress.Target), now.Step)
            {
                ParentActivityId = FleetBar,
                PercentComplete = now.PercentComplete ?? -1,
                CurrentOperation = now.Detail,
            });
        }
        else if (_shown.Remove(bar))
        {
            write(Completed(bar, Strings.AccountActivity(progress.Target), FleetBar));
        }
    }

    /// <summary>Takes the fleet's bar away.</summary>
    public void Complete()
    {
        if (_fleetShown)
        {
            write(Completed(FleetBar, command, parent: -1));
        }
    }

    private static ProgressRecord Completed(int bar, string activity, int parent)
        => new(bar, activity, activity) { ParentActivityId = parent, RecordType = ProgressRecordType.Completed };
}
