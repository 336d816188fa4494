using System.Diagnostics;
using System.Management.Automation;
using AwsBackupPlan.Engine.Fleet;

namespace AwsBackupPlan.Cmdlets.Fleet;

/// <summary>One progress bar for the fleet, and under it one for each account at work.</summary>
/// <remarks>However fast accounts come and go, the bars are written at most five times a second, each as it stands then.</remarks>
internal sealed class FleetBars(string command, Action<ProgressRecord> write)
{
    private const int FleetBar = 1;
    private const int Interval = 200;

    private readonly SortedDictionary<int, FleetProgress> _changed = [];
    private readonly Dictionary<int, string> _shown = [];
    private readonly Stopwatch _sinceBegin = new();
    private readonly Stopwatch _sinceShown = new();

    /// <summary>Takes in where an account stands, for the next time that the bars are written.</summary>
    public void Note(FleetProgress progress) => _changed[progress.Slot] = progress;

    /// <summary>Writes the bars when it is time to, the first time as soon as there is work.</summary>
    public void Show(Func<FleetStanding> standing)
    {
        if (_sinceShown.IsRunning && _sinceShown.ElapsedMilliseconds < Interval)
        {
            return;
        }

        var now = standing();
        if (now.Total == 0)
        {
            return;
        }

        _sinceBegin.Start();
        _sinceShown.Restart();
        WriteFleet(now);
        foreach (var progress in _changed.Values)
        {
            WriteAccount(progress);
        }

        _changed.Clear();
    }

    /// <summary>Writes how the fleet ended, and takes all bars away.</summary>
    public void Complete(FleetStanding standing)
    {
        if (!_sinceShown.IsRunning)
        {
            return;
        }

        foreach (var (bar, activity) in _shown.Select(shown => (shown.Key, shown.Value)).ToList())
        {
            TakeAway(bar, activity);
        }

        WriteFleet(standing);
        write(new ProgressRecord(FleetBar, command, command) { RecordType = ProgressRecordType.Completed });
        _sinceShown.Reset();
    }

    private void WriteFleet(FleetStanding standing) => write(new ProgressRecord(FleetBar, command, Strings.FleetStatus(standing))
    {
        PercentComplete = (int)(100L * standing.Finished / Math.Max(1, standing.Total)),
        SecondsRemaining = SecondsRemaining(standing),
    });

    /// <summary>As long as those that are done took, for each that is not; -1 while none is done.</summary>
    private int SecondsRemaining(FleetStanding standing)
        => standing.Finished == 0 ? -1 : (int)Math.Min(int.MaxValue, Math.Ceiling(_sinceBegin.Elapsed.TotalSeconds * (standing.Total - standing.Finished) / standing.Finished));

    private void WriteAccount(FleetProgress progress)
    {
        var bar = FleetBar + 1 + progress.Slot;
        if (progress.Progress is { } now)
        {
            var activity = Strings.AccountActivity(progress.Target);
            _shown[bar] = activity;
            write(new ProgressRecord(bar, activity, now.Step)
            {
                ParentActivityId = FleetBar,
                PercentComplete = now.PercentComplete ?? -1,
                CurrentOperation = now.Detail,
            });
        }
        else if (_shown.TryGetValue(bar, out var activity))
        {
            TakeAway(bar, activity);
        }
    }

    private void TakeAway(int bar, string activity)
    {
        _shown.Remove(bar);
        write(new ProgressRecord(bar, activity, activity) { ParentActivityId = FleetBar, RecordType = ProgressRecordType.Completed });
    }
}
