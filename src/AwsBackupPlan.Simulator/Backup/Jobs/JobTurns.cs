namespace AwsBackupPlan.Simulator.Backup.Jobs;

/// <summary>One job of a kind at a time for each resource: who has the turn, and who waits for it.</summary>
internal sealed class JobTurns
{
    private Dictionary<string, List<IJob>>? _running;
    private Dictionary<string, List<Action<DateTimeOffset>>>? _waiting;

    /// <summary>Whether a job of the resource runs.</summary>
    public bool IsTaken(string resourceArn)
    {
        if (_running is null || !_running.TryGetValue(resourceArn, out var jobs))
        {
            return false;
        }

        // A test may have put a job into another state.
        jobs.RemoveAll(static job => job.State is not ("RUNNING" or "ABORTING"));
        if (jobs.Count > 0)
        {
            return true;
        }

        _running.Remove(resourceArn);
        return false;
    }

    /// <summary>Gives a job that runs the turn.</summary>
    public void Take(IJob job)
    {
        _running ??= new(StringComparer.Ordinal);
        if (!_running.TryGetValue(job.ResourceArn, out var jobs))
        {
            _running.Add(job.ResourceArn, jobs = []);
        }

        jobs.Add(job);
    }

    /// <summary>Lets something happen once the turn is free again.</summary>
    public void Await(string resourceArn, Action<DateTimeOffset> happens)
    {
        _waiting ??= new(StringComparer.Ordinal);
        if (!_waiting.TryGetValue(resourceArn, out var waiting))
        {
            _waiting.Add(resourceArn, waiting = []);
        }

        waiting.Add(happens);
    }

    /// <summary>Lets those that wait try again, in their order, where no job of the resource runs any more.</summary>
    public void Pass(Timeline timeline, string resourceArn, DateTimeOffset now)
    {
        if (IsTaken(resourceArn) || _waiting is null || !_waiting.Remove(resourceArn, out var waiting))
        {
            return;
        }

        foreach (var happens in waiting)
        {
            timeline.Schedule(now, happens);
        }
    }
}
