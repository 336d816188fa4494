namespace AwsBackupPlan.Engine.Monitoring.Jobs;

/// <summary>The states of jobs, in AWS's words.</summary>
public static class JobStates
{
    private static readonly string[] Ends = ["COMPLETED", "FAILED", "ABORTED", "EXPIRED", "PARTIAL"];
    private static readonly string[] Ways = ["CREATED", "PENDING", "RUNNING", "ABORTING"];

    /// <summary>The states that any job can be in.</summary>
    public static IReadOnlyList<string> All => Of(BackupJobType.Backup);

    /// <summary>The states that jobs of a kind can be in: AWS refuses to list those of another.</summary>
    public static IReadOnlyList<string> Of(BackupJobType type) => type switch
    {
        BackupJobType.Backup => ["CREATED", "PENDING", "RUNNING", "ABORTING", "ABORTED", "COMPLETED", "FAILED", "EXPIRED", "PARTIAL"],
        BackupJobType.Copy => ["CREATED", "RUNNING", "COMPLETED", "FAILED", "PARTIAL"],
        _ => ["PENDING", "RUNNING", "COMPLETED", "ABORTED", "FAILED"],
    };

    /// <summary>Whether a job has come to its end. AWS can have states that are not known yet.</summary>
    public static bool IsEnd(BackupJobInfo job) => Array.IndexOf(Ends, job.State) >= 0 || (Array.IndexOf(Ways, job.State) < 0 && job.CompletionDate is not null);

    /// <summary>Whether it has done what it was to do. An end that is not known is none of these.</summary>
    public static bool IsComplete(BackupJobInfo job) => job.State is "COMPLETED";
}
