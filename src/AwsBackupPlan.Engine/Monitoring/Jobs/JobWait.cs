using System.Runtime.ExceptionServices;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Accounts.Sessions;
using AwsBackupPlan.Engine.Fleet;
using AwsBackupPlan.Engine.Showing;

namespace AwsBackupPlan.Engine.Monitoring.Jobs;

/// <summary>Waits until jobs of an account and Region have ended, looking at them less and less often.</summary>
/// <param name="session">The session in the account.</param>
/// <param name="timeout">How long it waits; without end when <see langword="null"/>.</param>
/// <param name="sink">Takes each job as it ends.</param>
internal sealed class JobWait(AccountSession session, TimeSpan? timeout, IResultSink sink)
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    // A network that is away for some minutes ends no wait of hours; one that stays away does.
    private static readonly TimeSpan LongestOutage = TimeSpan.FromMinutes(15);

    private readonly AccountTarget _target = session.Target;
    private readonly JobLook _look = new(session);
    private readonly Shown _shown = new(session.Secrets);
    private ExceptionDispatchInfo? _fault;
    private long? _outageBegan;
    private bool _isWell = true;

    /// <summary>Waits for them.</summary>
    /// <returns>Whether all have done what they were to do.</returns>
    public async Task<bool> WaitAsync(IReadOnlyList<WaitedJob> jobs, CancellationToken cancellationToken)
    {
        session.Observer.Progress(new WorkProgress("Looking at jobs"));
        // One that was given twice is one, and what is known of it holds.
        List<WatchedJob> all = [.. jobs.GroupBy(static job => job.JobId, StringComparer.Ordinal).Select(static same => new WatchedJob(same.FirstOrDefault(static job => job.JobType is not null) ?? same.First()))];
        var open = all;
        var waits = new Backoff(session.Time, FirstWait, LongestWait, timeout ?? TimeSpan.MaxValue);
        do
        {
            await LookAsync(open, cancellationToken).ConfigureAwait(false);
            await WriteAsync([.. open.Where(static job => job.HasEnded)], cancellationToken).ConfigureAwait(false);
            open = [.. open.Where(static job => !job.HasEnded)];
            if (open.Count == 0)
            {
                return _isWell;
            }

            session.Observer.Progress(JobProgress.Of(all));
        }
        while (await waits.WaitAsync(cancellationToken).ConfigureAwait(false));

        await WriteAsync(open, cancellationToken).ConfigureAwait(false);
        await sink.FailAsync(_shown.Of(JobWords.NotEnded(open, all.Count, timeout!.Value, _target)), cancellationToken).ConfigureAwait(false);
        return false;
    }

    private async Task LookAsync(IReadOnlyList<WatchedJob> jobs, CancellationToken cancellationToken)
    {
        _fault = null;
        var parallelism = session.Bulk(_target.Region);
        try
        {
            foreach (var job in jobs)
            {
                await parallelism.StartAsync(() => LookAsync(job, cancellationToken), cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            await parallelism.DrainAsync().ConfigureAwait(false);
        }

        await parallelism.WhenIdleAsync().ConfigureAwait(false);
        CheckOutage();
    }

    private async Task LookAsync(WatchedJob job, CancellationToken cancellationToken)
    {
        try
        {
            await _look.AtAsync(job, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && IsPassing(exception))
        {
            _fault = ExceptionDispatchInfo.Capture(exception);
        }
    }

    private bool IsPassing(Exception exception) => AccountFailures.OfCall(exception, _target).Category is FailureCategory.ResourceUnavailable or FailureCategory.OperationTimeout;

    private void CheckOutage()
    {
        if (_fault is not { } fault)
        {
            _outageBegan = null;
            return;
        }

        var began = _outageBegan ??= session.Time.GetTimestamp();
        if (session.Time.GetElapsedTime(began) >= LongestOutage)
        {
            fault.Throw();
        }

        session.Observer.Verbose($"Jobs of account {_target.AccountId} in {_target.Region} could not be looked at; they are looked at again.");
    }

    private async Task WriteAsync(IReadOnlyList<WatchedJob> jobs, CancellationToken cancellationToken)
    {
        List<BackupJobInfo> found = [.. jobs.Select(static job => job.Info).OfType<BackupJobInfo>()];
        if (found.Count > 0)
        {
            await sink.WriteAsync([.. found.Select(_shown.Of)], cancellationToken).ConfigureAwait(false);
        }

        foreach (var job in jobs.Where(static job => job.HasEnded))
        {
            if (JobWords.Failure(job, _target) is { } failure)
            {
                _isWell = false;
                await sink.FailAsync(_shown.Of(failure), cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
