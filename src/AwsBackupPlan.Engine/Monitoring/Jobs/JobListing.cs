using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Accounts.Sessions;
using AwsBackupPlan.Engine.Deployment;
using AwsBackupPlan.Engine.Fleet;

namespace AwsBackupPlan.Engine.Monitoring.Jobs;

/// <summary>Reads the jobs of an account over all its Regions, newest first, one window of time after another: none is read before what is in the one before it has been taken.</summary>
internal sealed class JobListing(AccountSession session, JobQuery query, Func<IReadOnlyList<BackupJobInfo>, CancellationToken, Task> write)
{
    private readonly AccountTarget _target = session.Target;
    private readonly LatestTime _time = new(session.Time);

    /// <summary>Reads them and hands them on.</summary>
    public async Task ReadAsync(CancellationToken cancellationToken)
    {
        session.Observer.Progress(new WorkProgress("Reading jobs"));
        var regions = await RegionsAsync(cancellationToken).ConfigureAwait(false);
        var lists = new JobLists(session, query, new JobFit(query, _target.AbsName));
        var windows = new JobWindows(query.Since, query.Until, session.Time.GetUtcNow());
        var isEmpty = true;
        while (windows.Next() is { } window)
        {
            var jobs = await ReadAsync(lists, regions, window, cancellationToken).ConfigureAwait(false);
            windows.Found(jobs.Count);
            if (jobs.Count > 0)
            {
                isEmpty = false;
                await write(jobs, cancellationToken).ConfigureAwait(false);
            }
        }

        if (isEmpty)
        {
            await CheckSetAsync(regions, cancellationToken).ConfigureAwait(false);
        }

        query.Sought?.Read();
    }

    private async Task<IReadOnlyList<BackupJobInfo>> ReadAsync(JobLists lists, IReadOnlyList<string> regions, JobWindow window, CancellationToken cancellationToken)
    {
        var reading = regions.SelectMany(region => query.WantedTypes.Where(type => query.WantedStates(type) is not { Count: 0 }).Select(type => lists.ReadAsync(region, type, window, cancellationToken)));
        var read = await Task.WhenAll(reading).ConfigureAwait(false);
        List<BackupJobInfo> found = [.. read.SelectMany(static list => list)];
        foreach (var job in found)
        {
            _time.Note(job.CreationDate);
            _time.Note(job.CompletionDate);
        }

        return [.. found.Select(Aged).OrderByDescending(static job => job.CreationDate).ThenBy(static job => job.JobId, StringComparer.Ordinal)];
    }

    private BackupJobInfo Aged(BackupJobInfo job) => job with { Age = _time.AgeOf(job.CreationDate), Duration = job.CompletionDate is null ? _time.AgeOf(job.CreationDate) : job.Duration };

    // Where nobody says where copies go, the plans do.
    private async Task<IReadOnlyList<string>> RegionsAsync(CancellationToken cancellationToken)
    {
        if (!_target.CopyRegionsAreDefault)
        {
            return [_target.Region, .. _target.CopyRegions];
        }

        var plans = await new BackupSetReader(session).ReadFillingPlansAsync(_target.Region, [], cancellationToken).ConfigureAwait(false);
        return VaultRegions.Of(_target, plans.Select(static plan => plan.Definition));
    }

    // A name that is written wrongly would read as a set in which nothing goes wrong.
    private async Task CheckSetAsync(IReadOnlyList<string> regions, CancellationToken cancellationToken)
    {
        if (!AbsNamePattern.Parse(_target.AbsName).IsLiteral)
        {
            return;
        }

        var sought = new SoughtSet(_target.AbsName);
        var vaults = await Task.WhenAll(regions.Select(region => new BackupSetReader(session).ReadVaultsAsync(region, cancellationToken))).ConfigureAwait(false);
        if (!vaults.SelectMany(static list => list).Any(vault => sought.IsVault(vault.Name)))
        {
            throw VaultRegions.NoVault(_target, regions, sought, "Get-XacntBackupJob");
        }
    }
}
