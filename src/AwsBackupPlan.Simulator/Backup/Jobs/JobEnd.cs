namespace AwsBackupPlan.Simulator.Backup.Jobs;

/// <summary>How a job ends: state, time and message belong together.</summary>
internal static class JobEnd
{
    public static void Complete(IJob job, DateTimeOffset now)
    {
        job.State = "COMPLETED";
        job.CompletionDate = now;
        job.StatusMessage = null;
        job.MessageCategory = "SUCCESS";
    }

    /// <summary>One of its windows is over.</summary>
    public static void Expire(IJob job, DateTimeOffset now)
    {
        Fail(job, "Backup job expired before completion.", now);
        job.State = "EXPIRED";
    }

    public static void Fail(IJob job, string message, DateTimeOffset now)
    {
        job.State = "FAILED";
        job.CompletionDate = now;
        job.StatusMessage = message;
        job.MessageCategory = "FAILURE";
    }
}
