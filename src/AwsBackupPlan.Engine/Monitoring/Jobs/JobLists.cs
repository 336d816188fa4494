using Amazon.Backup.Model;
using AwsBackupPlan.Engine.Accounts.Calls;
using AwsBackupPlan.Engine.Accounts.Sessions;

namespace AwsBackupPlan.Engine.Monitoring.Jobs;

/// <summary>Reads AWS Backup's lists of jobs: each kind has its own.</summary>
internal sealed class JobLists(AccountSession session, JobQuery query, JobFit fit)
{
    private const int LargestPage = 1000;

    // Of more states the whole list is read, since each takes a call of its own.
    private const int MostStates = 3;

    /// <summary>The jobs of a kind in a Region that were created in a window and are wanted.</summary>
    public async Task<IReadOnlyList<BackupJobInfo>> ReadAsync(string region, BackupJobType type, JobWindow window, CancellationToken cancellationToken)
    {
        var states = query.WantedStates(type);
        if (states is null || states.Count > MostStates)
        {
            return await ReadAsync(region, type, null, window, cancellationToken).ConfigureAwait(false);
        }

        // In the order in which a job goes through them, one list after another: a job that goes on meanwhile is in a later one, too, and as it is there.
        var found = new Dictionary<string, BackupJobInfo>(StringComparer.Ordinal);
        foreach (var state in states)
        {
            foreach (var job in await ReadAsync(region, type, state, window, cancellationToken).ConfigureAwait(false))
            {
                found[job.JobId] = job;
            }
        }

        return [.. found.Values];
    }

    private async Task<IReadOnlyList<BackupJobInfo>> ReadAsync(string region, BackupJobType type, string? state, JobWindow window, CancellationToken cancellationToken)
    {
        var describe = new JobDescription(session.Target.AccountId, region, session.Time.GetUtcNow());
        var wanted = new List<BackupJobInfo>();
        await foreach (var job in AllAsync(region, type, state, window, describe, cancellationToken).ConfigureAwait(false))
        {
            query.Sought?.See(job);
            if (window.Has(job.CreationDate) && fit.Fits(job))
            {
                wanted.Add(job);
            }
        }

        return wanted;
    }

    private IAsyncEnumerable<BackupJobInfo> AllAsync(string region, BackupJobType type, string? state, JobWindow window, JobDescription describe, CancellationToken cancellationToken) => type switch
    {
        BackupJobType.Backup => BackupsAsync(region, state, window, describe, cancellationToken),
        BackupJobType.Copy => CopiesAsync(region, state, window, describe, cancellationToken),
        _ => RestoresAsync(region, state, window, describe, cancellationToken),
    };

    private IAsyncEnumerable<BackupJobInfo> BackupsAsync(string region, string? state, JobWindow window, JobDescription describe, CancellationToken cancellationToken)
    {
        var backup = session.Backup(region);
        return Pages.ReadAsync(
            (token, cancel) => backup.ListBackupJobsAsync(
                new ListBackupJobsRequest
                {
                    ByResourceArn = fit.OnlyResource,
                    ByBackupVaultName = fit.OnlyVault,
                    ByState = state,
                    ByCreatedAfter = window.AskedFrom,
                    ByCreatedBefore = window.AskedBefore,
                    ByParentJobId = query.ParentJobId,
                    MaxResults = LargestPage,
                    NextToken = token,
                },
                cancel),
            page => page.BackupJobs?.Select(describe.Of),
            static page => page.NextToken,
            cancellationToken);
    }

    private IAsyncEnumerable<BackupJobInfo> CopiesAsync(string region, string? state, JobWindow window, JobDescription describe, CancellationToken cancellationToken)
    {
        var backup = session.Backup(region);
        return Pages.ReadAsync(
            (token, cancel) => backup.ListCopyJobsAsync(
                new ListCopyJobsRequest
                {
                    ByResourceArn = fit.OnlyResource,
                    ByState = state,
                    ByCreatedAfter = window.AskedFrom,
                    ByCreatedBefore = window.AskedBefore,
                    ByParentJobId = query.ParentJobId,
                    MaxResults = LargestPage,
                    NextToken = token,
                },
                cancel),
            page => page.CopyJobs?.Select(describe.Of),
            static page => page.NextToken,
            cancellationToken);
    }

    private IAsyncEnumerable<BackupJobInfo> RestoresAsync(string region, string? state, JobWindow window, JobDescription describe, CancellationToken cancellationToken)
    {
        var backup = session.Backup(region);
        return Pages.ReadAsync(
            (token, cancel) => backup.ListRestoreJobsAsync(
                new ListRestoreJobsRequest
                {
                    ByStatus = state,
                    ByCreatedAfter = window.AskedFrom,
                    ByCreatedBefore = window.AskedBefore,
                    ByParentJobId = query.ParentJobId,
                    MaxResults = LargestPage,
                    NextToken = token,
                },
                cancel),
            page => page.RestoreJobs?.Select(describe.Of),
            static page => page.NextToken,
            cancellationToken);
    }
}
