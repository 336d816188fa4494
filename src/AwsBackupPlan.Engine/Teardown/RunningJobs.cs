using Amazon.Backup;
using Amazon.Backup.Model;
using AwsBackupPlan.Engine.Accounts.Calls;
using AwsBackupPlan.Engine.Accounts.Sessions;
using AwsBackupPlan.Engine.Deployment;
using AwsBackupPlan.Engine.Fleet;

namespace AwsBackupPlan.Engine.Teardown;

/// <summary>
/// The backup and copy jobs that are still at work on the vaults: that fill them, or that copy out of them to wherever. They cannot be
/// stopped for RDS and Aurora, so they are waited for.
/// </summary>
internal sealed class RunningJobs(AccountSession session, IReadOnlyList<DeployedVault> vaults)
{
    // In the order in which a job goes through them, and read in it, one list after another: a job that goes on meanwhile is in a later one.
    private static readonly BackupJobState[] BackupStates = [BackupJobState.CREATED, BackupJobState.PENDING, BackupJobState.RUNNING, BackupJobState.ABORTING];
    private static readonly CopyJobState[] CopyStates = [CopyJobState.CREATED, CopyJobState.RUNNING];

    private static readonly TimeSpan CopyComesWithin = TimeSpan.FromSeconds(1);

    private readonly HashSet<string> _vaultArns = new(vaults.Select(static vault => vault.Arn), StringComparer.Ordinal);

    /// <summary>Waits until no job is at work on a vault.</summary>
    /// <returns>How many jobs still run, by vault ARN, when the time is up; empty when none does.</returns>
    public async Task<IReadOnlyDictionary<string, int>> WaitAsync(Deadline deadline, CancellationToken cancellationToken)
    {
        var waits = deadline.Waits(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30));
        var isSettled = false;
        while (true)
        {
            var jobs = await ReadBackupJobsAsync(cancellationToken).ConfigureAwait(false);
            if (jobs.Count > 0)
            {
                isSettled = false;
            }
            else if (!isSettled)
            {
                // The copy job of a backup comes a moment after its end. That moment is waited for even when the time is up: what is deleted is gone.
                session.Observer.Progress(new WorkProgress("Looking for running backup and copy jobs"));
                await Waiting.ForAsync(CopyComesWithin, session.Time, cancellationToken).ConfigureAwait(false);
                isSettled = true;
            }

            jobs = [.. jobs, .. await ReadCopyJobsAsync(cancellationToken).ConfigureAwait(false)];
            if (jobs.Count == 0)
            {
                return CountByVault(jobs);
            }

            session.Observer.Progress(new WorkProgress("Waiting for running backup and copy jobs", null, $"{jobs.Count} running"));
            if (!await waits.WaitAsync(cancellationToken).ConfigureAwait(false))
            {
                return CountByVault(jobs);
            }
        }
    }

    private static Dictionary<string, int> CountByVault(IEnumerable<IReadOnlyList<string>> jobs) => jobs
        .SelectMany(static vaultArns => vaultArns)
        .GroupBy(static arn => arn, StringComparer.Ordinal)
        .ToDictionary(static vault => vault.Key, static vault => vault.Count(), StringComparer.Ordinal);

    // The jobs, each as those of the vaults that it is at work on.
    private async Task<IReadOnlyList<IReadOnlyList<string>>> ReadBackupJobsAsync(CancellationToken cancellationToken)
    {
        var jobs = await Task.WhenAll(vaults.Select(vault => ReadBackupJobsAsync(vault, cancellationToken))).ConfigureAwait(false);
        return [.. jobs.SelectMany(static list => list)];
    }

    private async Task<IReadOnlyList<IReadOnlyList<string>>> ReadCopyJobsAsync(CancellationToken cancellationToken)
    {
        // A copy job is listed where its source is, which can be any of the set's Regions.
        var regions = vaults.Select(static vault => vault.Region).Append(session.Target.Region).Distinct(StringComparer.Ordinal);
        var jobs = await Task.WhenAll(regions.Select(region => ReadCopyJobsAsync(region, cancellationToken))).ConfigureAwait(false);
        return [.. jobs.SelectMany(static list => list)];
    }

    private async Task<IEnumerable<IReadOnlyList<string>>> ReadBackupJobsAsync(DeployedVault vault, CancellationToken cancellationToken)
    {
        // By their ids: one that goes on between two lists is in both.
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var state in BackupStates)
        {
            var jobs = Pages.ReadAsync(
                (token, cancel) => session.Backup(vault.Region).ListBackupJobsAsync(new ListBackupJobsRequest { ByBackupVaultName = vault.Name, ByState = state, NextToken = token }, cancel),
                static page => page.BackupJobs,
                static page => page.NextToken,
                cancellationToken);
            await foreach (var job in jobs.ConfigureAwait(false))
            {
                found.Add(job.BackupJobId);
            }
        }

        IReadOnlyList<string> ours = [vault.Arn];
        return found.Select(_ => ours);
    }

    private async Task<IEnumerable<IReadOnlyList<string>>> ReadCopyJobsAsync(string region, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var state in CopyStates)
        {
            var jobs = Pages.ReadAsync(
                (token, cancel) => session.Backup(region).ListCopyJobsAsync(new ListCopyJobsRequest { ByState = state, NextToken = token }, cancel),
                static page => page.CopyJobs,
                static page => page.NextToken,
                cancellationToken);
            await foreach (var job in jobs.ConfigureAwait(false))
            {
                IReadOnlyList<string> ours = [.. new[] { job.SourceBackupVaultArn, job.DestinationBackupVaultArn }.Where(arn => arn is not null && _vaultArns.Contains(arn))];
                if (ours.Count > 0)
                {
                    found[job.CopyJobId] = ours;
                }
            }
        }

        return found.Values;
    }
}
