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

    public static void Fail(IJob job, string message, DateTimeOffset now)
    {
        job.State = "FAILED";
        job.CompletionDate = now;
        job.StatusMessage = message;
        job.MessageCategory = "FAILURE";
    }
}
