using Amazon.Backup;
using Amazon.Backup.Model;
using AwsBackupPlan.Engine.Accounts.Calls;
using AwsBackupPlan.Engine.Accounts.Sessions;

namespace AwsBackupPlan.Engine.Monitoring.ProtectedResources;

/// <summary>The last backup and copy job of each database that failed. AWS Backup knows of the jobs of the last 30 days.</summary>
internal sealed class JobFailures(AccountSession session, DateTimeOffset now)
{
    private const int LargestPage = 1000;

    private static readonly TimeSpan Reach = TimeSpan.FromDays(30);

    private readonly object _gate = new();
    private readonly Dictionary<(string Region, string AccountId, string ResourceArn), JobFailure> _last = [];

    /// <summary>Reads them.</summary>
    public Task ReadAsync(CancellationToken cancellationToken) => Task.WhenAll(
        ReadBackupsAsync(BackupJobState.FAILED, cancellationToken),
        ReadBackupsAsync(BackupJobState.EXPIRED, cancellationToken),
        ReadCopiesAsync(cancellationToken));

    /// <summary>The last that failed for a database and a place that its recovery points go to, or <see langword="null"/>.</summary>
    public JobFailure? Last(string region, string accountId, string resourceArn)
    {
        lock (_gate)
        {
            return _last.TryGetValue((region, accountId, resourceArn), out var failure) ? failure : null;
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
            Note(session.Target.Region, session.Target.AccountId, job.ResourceArn, job.CreationDate, message);
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
                Note(destination[3], destination[4], job.ResourceArn, job.CreationDate, job.StatusMessage ?? "AWS gives no reason.");
            }
        }
    }

    private void Note(string region, string accountId, string? resourceArn, DateTime? created, string message)
    {
        if (resourceArn is null || created is not { } date)
        {
            return;
        }

        var failure = new JobFailure(new DateTimeOffset(date.ToUniversalTime()), message);
        lock (_gate)
        {
            if (!_last.TryGetValue((region, accountId, resourceArn), out var other) || failure.Date > other.Date)
            {
                _last[(region, accountId, resourceArn)] = failure;
            }
        }
    }
}
