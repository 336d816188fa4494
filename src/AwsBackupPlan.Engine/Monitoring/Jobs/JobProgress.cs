using AwsBackupPlan.Engine.Fleet;

namespace AwsBackupPlan.Engine.Monitoring.Jobs;

/// <summary>How far jobs are that are waited for.</summary>
internal static class JobProgress
{
    /// <summary>How far they are, all together.</summary>
    public static WorkProgress Of(IReadOnlyList<WatchedJob> jobs)
    {
        var isKnown = jobs.Any(static job => job.HasEnded || job.Info?.PercentDone is not null);
        return new WorkProgress("Waiting for jobs", isKnown ? (int)jobs.Average(Share) : null, $"{(jobs is [var only] ? One(only) : Many(jobs))}{Bytes(jobs)}");
    }

    private static double Share(WatchedJob job) => job.HasEnded ? 100 : Math.Min(100, Math.Max(0, job.Info?.PercentDone ?? 0));

    private static string One(WatchedJob job) => job.Info is { } info ? $"{JobWords.Of(info)} {info.State}" : "not seen yet";

    private static string Many(IReadOnlyList<WatchedJob> jobs) => $"{jobs.Count(static job => job.HasEnded)} of {jobs.Count} jobs ended";

    private static string Bytes(IReadOnlyList<WatchedJob> jobs) =>
        jobs.Sum(static job => job.Info?.BytesTransferred ?? 0) is > 0 and var done ? $", {SizeWords.Of(done)} transferred" : string.Empty;
}
