using AwsBackupPlan.Engine.Accounts.Sessions;
using AwsBackupPlan.Engine.Fleet;
using AwsBackupPlan.Engine.Showing;

namespace AwsBackupPlan.Engine.Monitoring.Jobs;

/// <summary>Hands on the jobs of an account, or how many they are: both from the same lists.</summary>
internal sealed class JobReport(AccountSession session, JobQuery query, IResultSink sink)
{
    private readonly Shown _shown = new(session.Secrets);
    private readonly JobCounts _counts = new(session.Target.AccountId);

    /// <summary>Reads them and hands them on.</summary>
    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        await new JobListing(session, query, TakeAsync).ReadAsync(cancellationToken).ConfigureAwait(false);
        if (_counts.Summaries is { Count: > 0 } summaries)
        {
            await sink.WriteAsync(summaries, cancellationToken).ConfigureAwait(false);
        }
    }

    private Task TakeAsync(IReadOnlyList<BackupJobInfo> jobs, CancellationToken cancellationToken)
    {
        if (query.IsSummary)
        {
            _counts.Add(jobs);
            return Task.CompletedTask;
        }

        return sink.WriteAsync([.. jobs.Select(_shown.Of)], cancellationToken);
    }
}
