namespace AwsBackupPlan.Engine.Monitoring.Jobs;

/// <summary>Counts jobs by Region, day, kind and state.</summary>
internal sealed class JobCounts(string accountId)
{
    private readonly Dictionary<(DateTime Date, string Region, BackupJobType JobType, string State), int> _counts = [];

    /// <summary>The counts, newest day first.</summary>
    public IReadOnlyList<BackupJobSummary> Summaries =>
    [
        .. _counts.OrderByDescending(static count => count.Key.Date)
            .ThenBy(static count => count.Key.Region, StringComparer.Ordinal)
            .ThenBy(static count => count.Key.JobType)
            .ThenBy(static count => count.Key.State, StringComparer.Ordinal)
            .Select(count => new BackupJobSummary
            {
                AccountId = accountId,
                Region = count.Key.Region,
                Date = count.Key.Date,
                JobType = count.Key.JobType,
                State = count.Key.State,
                Count = count.Value,
            }),
    ];

    /// <summary>Counts jobs.</summary>
    public void Add(IReadOnlyList<BackupJobInfo> jobs)
    {
        foreach (var job in jobs)
        {
            var key = (job.CreationDate?.UtcDateTime.Date ?? default, job.Region, job.JobType, job.State);
            _counts.TryGetValue(key, out var before);
            _counts[key] = before + 1;
        }
    }
}
