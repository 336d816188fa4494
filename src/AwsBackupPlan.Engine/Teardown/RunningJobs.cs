using Amazon.Backup;
using Amazon.Backup.Model;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Deployment;
using AwsBackupPlan.Engine.Fleet;

namespace AwsBackupPlan.Engine.Teardown;

/// <summary>
/// The backup and copy jobs that are still at work on the vaults: that fill them, or that copy out of them to wherever. They cannot be
/// stopped for RDS and Aurora, so they are waited for.
/// </summary>
internal sealed class RunningJobs(AccountSession session, IReadOnlyList<DeployedVault> vaults)
{
    private static readonly BackupJobState[] BackupStates = [BackupJobState.CREATED, BackupJobState.PENDING, BackupJobState.RUNNING, BackupJobState.ABORTING];
    private static readonly CopyJobState[] CopyStates = [CopyJobState.CREATED, CopyJobState.RUNNING];

    // A job can go from one state to the next between the lists of the two, and the copy job of a backup comes after its end:
    // one reading that finds none is not enough.
    private const int QuietReadings = 2;

    private readonly HashSet<string> _vaultArns = new(vaults.Select(static vault => vault.Arn), StringComparer.Ordinal);

    /// <summary>Waits until no job is at work on a vault.</summary>
    /// <returns>How many jobs still run, by vault ARN, when the time is up; empty when none does.</returns>
    public async Task<IReadOnlyDictionary<string, int>> WaitAsync(Deadline deadline, CancellationToken cancellationToken)
    {
        var waits = deadline.Waits(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30));
        var quiet = 0;
        while (true)
        {
            var jobs = await ReadAsync(cancellationToken).ConfigureAwait(false);
            quiet = jobs.Count == 0 ? quiet + 1 : 0;
            if (quiet == QuietReadings)
            {
                return CountByVault(jobs);
            }

            session.Observer.Progress(jobs.Count == 0
                ? new WorkProgress("Looking for running backup and copy jobs")
                : new WorkProgress("Waiting for running backup and copy jobs", null, $"{jobs.Count} running"));
            if (!await waits.WaitAsync(cancellationToken).ConfigureAwait(false) && jobs.Count > 0)
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
    private async Task<IReadOnlyList<IReadOnlyList<string>>> ReadAsync(CancellationToken cancellationToken)
    {
        // A copy job is listed where its source is, which can be any of the set's Regions.
        var regions = vaults.Select(static vault => vault.Region).Append(session.Target.Region).Distinct(StringComparer.Ordinal);
        var jobs = await Task.WhenAll(
            vaults.SelectMany(vault => BackupStates.Select(state => ReadBackupJobsAsync(vault, state, cancellationToken)))
                .Concat(regions.SelectMany(region => CopyStates.Select(state => ReadCopyJobsAsync(region, state, cancellationToken))))).ConfigureAwait(false);
        return [.. jobs.SelectMany(static list => list)];
    }

    private async Task<List<IReadOnlyList<string>>> ReadBackupJobsAsync(DeployedVault vault, BackupJobState state, CancellationToken cancellationToken)
    {
        var jobs = Pages.ReadAsync(
            (token, cancel) => session.Backup(vault.Region).ListBackupJobsAsync(new ListBackupJobsRequest { ByBackupVaultName = vault.Name, ByState = state, NextToken = token }, cancel),
            static page => page.BackupJobs,
            static page => page.NextToken,
            cancellationToken);
        var found = new List<IReadOnlyList<string>>();
        await foreach (var job in jobs.ConfigureAwait(false))
        {
            found.Add([vault.Arn]);
        }

        return found;
    }

    private async Task<List<IReadOnlyList<string>>> ReadCopyJobsAsync(string region, CopyJobState state, CancellationToken cancellationToken)
    {
        var jobs = Pages.ReadAsync(
            (token, cancel) => session.Backup(region).ListCopyJobsAsync(new ListCopyJobsRequest { ByState = state, NextToken = token }, cancel),
            static page => page.CopyJobs,
            static page => page.NextToken,
            cancellationToken);
        var found = new List<IReadOnlyList<string>>();
        await foreach (var job in jobs.ConfigureAwait(false))
        {
            IReadOnlyList<string> ours = [.. new[] { job.SourceBackupVaultArn, job.DestinationBackupVaultArn }.Where(arn => arn is not null && _vaultArns.Contains(arn))];
            if (ours.Count > 0)
            {
                found.Add(ours);
            }
        }

        return found;
    }
}
