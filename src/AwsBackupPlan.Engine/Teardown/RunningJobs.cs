using Amazon.Backup;
using Amazon.Backup.Model;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Deployment;
using AwsBackupPlan.Engine.Fleet;

namespace AwsBackupPlan.Engine.Teardown;

/// <summary>The backup and copy jobs that are still filling the vaults. They cannot be stopped for RDS and Aurora, so they are waited for.</summary>
internal sealed class RunningJobs(AccountSession session, IReadOnlyList<DeployedVault> vaults)
{
    private static readonly BackupJobState[] BackupStates = [BackupJobState.CREATED, BackupJobState.PENDING, BackupJobState.RUNNING, BackupJobState.ABORTING];
    private static readonly CopyJobState[] CopyStates = [CopyJobState.CREATED, CopyJobState.RUNNING];

    /// <summary>Waits until no job fills a vault.</summary>
    /// <returns>How many jobs still run, by vault ARN, when the time is up; empty when none does.</returns>
    public async Task<IReadOnlyDictionary<string, int>> WaitAsync(Deadline deadline, CancellationToken cancellationToken)
    {
        var waits = deadline.Waits(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30));
        while (true)
        {
            var counts = await CountAsync(cancellationToken).ConfigureAwait(false);
            var running = counts.Values.Sum();
            if (running == 0)
            {
                return counts;
            }

            session.Observer.Progress(new WorkProgress("Waiting for running backup and copy jobs", null, $"{running} running"));
            if (!await waits.WaitAsync(cancellationToken).ConfigureAwait(false))
            {
                return counts;
            }
        }
    }

    private async Task<IReadOnlyDictionary<string, int>> CountAsync(CancellationToken cancellationToken)
    {
        var counting = vaults.Select(async vault =>
        {
            // A copy job is listed where it was started, which is any of the set's Regions.
            var regions = vaults.Select(static other => other.Region).Append(session.Target.Region).Distinct(StringComparer.Ordinal);
            var counts = await Task.WhenAll(
                BackupStates.Select(state => CountBackupJobsAsync(vault, state, cancellationToken))
                    .Concat(regions.SelectMany(region => CopyStates.Select(state => CountCopyJobsAsync(region, vault, state, cancellationToken))))).ConfigureAwait(false);
            return (vault.Arn, Count: counts.Sum());
        });
        var all = await Task.WhenAll(counting).ConfigureAwait(false);
        return all.Where(static vault => vault.Count > 0).ToDictionary(static vault => vault.Arn, static vault => vault.Count, StringComparer.Ordinal);
    }

    private async Task<int> CountBackupJobsAsync(DeployedVault vault, BackupJobState state, CancellationToken cancellationToken)
    {
        var jobs = Pages.ReadAsync(
            (token, cancel) => session.Backup(vault.Region).ListBackupJobsAsync(new ListBackupJobsRequest { ByBackupVaultName = vault.Name, ByState = state, NextToken = token }, cancel),
            static page => page.BackupJobs,
            static page => page.NextToken,
            cancellationToken);
        return await CountAsync(jobs).ConfigureAwait(false);
    }

    private async Task<int> CountCopyJobsAsync(string region, DeployedVault vault, CopyJobState state, CancellationToken cancellationToken)
    {
        var jobs = Pages.ReadAsync(
            (token, cancel) => session.Backup(region).ListCopyJobsAsync(new ListCopyJobsRequest { ByDestinationVaultArn = vault.Arn, ByState = state, NextToken = token }, cancel),
            static page => page.CopyJobs,
            static page => page.NextToken,
            cancellationToken);
        return await CountAsync(jobs).ConfigureAwait(false);
    }

    private static async Task<int> CountAsync<TJob>(IAsyncEnumerable<TJob> jobs)
    {
        var count = 0;
        await foreach (var job in jobs.ConfigureAwait(false))
        {
            count++;
        }

        return count;
    }
}
