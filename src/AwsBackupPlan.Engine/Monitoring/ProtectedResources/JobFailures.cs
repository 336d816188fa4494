using Amazon.Backup;
using Amazon.Backup.Model;
using AwsBackupPlan.Engine.Accounts.Calls;
using AwsBackupPlan.Engine.Accounts.Sessions;

namespace AwsBackupPlan.Engine.Monitoring.ProtectedResources;

/// <summary>The backup and copy jobs of each database that failed. AWS Backup knows of the jobs of the last 30 days.</summary>
internal sealed class JobFailures(AccountSession session, DateTimeOffset now)
{
    private const int LargestPage = 1000;

    private static readonly TimeSpan Reach = TimeSpan.FromDays(30);

    private readonly object _gate = new();
    private readonly Dictionary<(string Region, string AccountId, string ResourceArn), List<JobFailure>> _failures = [];

    /// <summary>Reads them.</summary>
    public Task ReadAsync(CancellationToken cancellationToken) => Task.WhenAll(
        ReadBackupsAsync(BackupJobState.FAILED, cancellationToken),
        ReadBackupsAsync(BackupJobState.EXPIRED, cancellationToken),
        ReadCopiesAsync(cancellationToken));

    /// <summary>Those that failed for a database and a place that its recovery points go to, the last first.</summary>
    public IReadOnlyList<JobFailure> Of(string region, string accountId, string resourceArn)
    {
        lock (_gate)
        {
            return _failures.TryGetValue((region, accountId, resourceArn), out var failures) ? [.. failures.OrderByDescending(static failure => failure.Date)] : [];
        }
    }

    private async Task ReadBackupsAsync(BackupJobState state, CancellationToken cancellationToken)
    {
        var backup = session.Backup(session.Target.Region);
        var jobs = Pages.ReadAsync(
            (token, cancel) => backup.ListBackupJobsAsync(new ListBackupJobsRequest { ByState = state, ByCreatedAfter = (now - Reach).UtcDateTime, MaxResults = LargestPage, NextToken = token }, cancel),
            static page => page.BackupJobs,
            static page => page.NextToken,
            cancellationToken);
        await foreach (var job in jobs.ConfigureAwait(false))
        {
            var message = job.StatusMessage ?? (state == BackupJobState.EXPIRED ? "The job did not start within its start window." : "AWS gives no reason.");
            Note(session.Target.Region, session.Target.AccountId, job.ResourceArn, job.CreationDate, date => new JobFailure(date, message));
        }
    }

    private async Task ReadCopiesAsync(CancellationToken cancellationToken)
    {
        var backup = session.Backup(session.Target.Region);
        var jobs = Pages.ReadAsync(
            (token, cancel) => backup.ListCopyJobsAsync(
                new ListCopyJobsRequest { ByState = CopyJobState.FAILED, ByCreatedAfter = (now - Reach).UtcDateTime, MaxResults = LargestPage, NextToken = token }, cancel),
            static page => page.CopyJobs,
            static page => page.NextToken,
            cancellationToken);
        await foreach (var job in jobs.ConfigureAwait(false))
        {
            if (job.DestinationBackupVaultArn?.Split(':') is { Length: 7 } destination)
            {
                Note(destination[3], destination[4], job.ResourceArn, job.CreationDate, date => new JobFailure(date, job.StatusMessage ?? "AWS gives no reason.")
                {
                    CopyVaultName = destination[6],
                    SourceRecoveryPointArn = job.SourceRecoveryPointArn,
                });
            }
        }
    }

    private void Note(string region, string accountId, string? resourceArn, DateTime? created, Func<DateTimeOffset, JobFailure> failure)
    {
        if (resourceArn is null || created is not { } date)
        {
            return;
        }

        var place = (region, accountId, resourceArn);
        lock (_gate)
        {
            if (!_failures.TryGetValue(place, out var failures))
            {
                _failures[place] = failures = [];
            }

            failures.Add(failure(new DateTimeOffset(date.ToUniversalTime())));
        }
    }
}
