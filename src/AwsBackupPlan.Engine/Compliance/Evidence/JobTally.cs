namespace AwsBackupPlan.Engine.Compliance.Evidence;

/// <summary>How the jobs of a kind ended.</summary>
internal sealed class JobTally
{
    /// <summary>How many completed.</summary>
    public int Completed { get; private set; }

    /// <summary>How many ended otherwise.</summary>
    public int Failed { get; private set; }

    /// <summary>What AWS says of the last of these.</summary>
    public string? LastMessage { get; private set; }

    private DateTime _last;

    /// <summary>Takes a job into account. One that has not ended says nothing yet.</summary>
    public void Add(string? state, string? message, DateTime? created)
    {
        if (state is "COMPLETED")
        {
            Completed++;
        }
        else if (state is "FAILED" or "ABORTED" or "EXPIRED" or "PARTIAL")
        {
            Failed++;
            if (created is { } date && date >= _last)
            {
                (_last, LastMessage) = (date, message);
            }
        }
    }
}
