using Amazon.Backup.Model;
using AwsBackupPlan.Engine.Accounts.Sessions;

namespace AwsBackupPlan.Engine.Monitoring.Jobs;

/// <summary>Looks at single jobs.</summary>
internal sealed class JobLook(AccountSession session)
{
    /// <summary>Of a job whose kind is known: as those have that were just begun. The looks come some seconds apart, and ever more.</summary>
    private const int LooksUntilMissing = 5;

    private static readonly BackupJobType[] Types = [BackupJobType.Backup, BackupJobType.Copy, BackupJobType.Restore];

    /// <summary>Looks at a job: of whichever kind it is, where that is not known.</summary>
    public async Task AtAsync(WatchedJob job, CancellationToken cancellationToken)
    {
        foreach (var type in job.JobType is { } known ? [known] : Types)
        {
            if (await ReadAsync(type, job.Id, cancellationToken).ConfigureAwait(false) is { } found)
            {
                (job.JobType, job.Info) = (type, found);
                return;
            }
        }

        // What was seen once is not taken for gone, and what was just begun need not be seen yet.
        job.IsMissing = job.Info is null && (job.JobType is null || ++job.Misses >= LooksUntilMissing);
    }

    private async Task<BackupJobInfo?> ReadAsync(BackupJobType type, string id, CancellationToken cancellationToken)
    {
        var backup = session.Backup(session.Target.Region);
        var describe = new JobDescription(session.Target.AccountId, session.Target.Region, session.Time.GetUtcNow());
        try
        {
            return type switch
            {
                BackupJobType.Backup => describe.Of(await backup.DescribeBackupJobAsync(new DescribeBackupJobRequest { BackupJobId = id }, cancellationToken).ConfigureAwait(false)),
                BackupJobType.Copy => describe.Of((await backup.DescribeCopyJobAsync(new DescribeCopyJobRequest { CopyJobId = id }, cancellationToken).ConfigureAwait(false)).CopyJob),
                _ => describe.Of(await backup.DescribeRestoreJobAsync(new DescribeRestoreJobRequest { RestoreJobId = id }, cancellationToken).ConfigureAwait(false)),
            };
        }
        catch (Exception exception) when (exception is ResourceNotFoundException or InvalidParameterValueException)
        {
            // The id is all that is sent.
            return null;
        }
    }
}
