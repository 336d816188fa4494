using System.Collections.Concurrent;
using Amazon.Backup;
using Amazon.Backup.Model;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Deployment;

namespace AwsBackupPlan.Engine.Teardown;

/// <summary>
/// Empties one vault: goes through its recovery points again and again, asks for the deletion of those that can go, and waits
/// until they have gone. Points are asked for while their page is read; only the ARNs of those on their way are kept.
/// </summary>
internal sealed class VaultEmptying(AccountSession session, DeployedVault vault, AdaptiveParallelism parallelism, RemovalTally tally, Action<long> gone)
{
    private const int LargestPage = 1000;

    // Points that AWS is deleting or has deleted; the way to tell one that came back as EXPIRED.
    private readonly ConcurrentDictionary<string, byte> _leaving = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, DeletionAnswer> _staying = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, DeletionAnswer> _busy = new(StringComparer.Ordinal);
    private long _counted;

    /// <summary>Deletes all recovery points that can be deleted.</summary>
    /// <returns>Whether the vault is empty.</returns>
    public async Task<bool> EmptyAsync(Deadline deadline, CancellationToken cancellationToken)
    {
        var waits = deadline.Waits(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30));
        while (true)
        {
            var leavingBefore = _leaving.Count;
            var sweep = await SweepAsync(cancellationToken).ConfigureAwait(false);
            if (CountGone(leavingBefore - sweep.StillLeaving))
            {
                waits.Quicken();
            }

            if (sweep.Open == 0)
            {
                ReportStaying();
                return _staying.IsEmpty;
            }

            if (!await waits.WaitAsync(cancellationToken).ConfigureAwait(false))
            {
                ReportStaying();
                await ReportUnfinishedAsync(cancellationToken).ConfigureAwait(false);
                return false;
            }
        }
    }

    private async Task<Sweep> SweepAsync(CancellationToken cancellationToken)
    {
        var sweep = new Sweep();
        try
        {
            await SweepAsync(sweep, cancellationToken).ConfigureAwait(false);
            return sweep;
        }
        finally
        {
            await parallelism.DrainAsync().ConfigureAwait(false);
        }
    }

    private async Task SweepAsync(Sweep sweep, CancellationToken cancellationToken)
    {
        var parents = new List<RecoveryPointByBackupVault>();
        await foreach (var point in ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            var wasLeaving = _leaving.ContainsKey(point.RecoveryPointArn);
            sweep.StillLeaving += wasLeaving ? 1 : 0;
            if (IsStaying(point, wasLeaving))
            {
                continue;
            }

            sweep.Opened();
            if (point.Status == RecoveryPointStatus.DELETING)
            {
                _leaving.TryAdd(point.RecoveryPointArn, 0);
            }
            else if (point.IsParent is true)
            {
                // A composite point can go only after its nested ones.
                parents.Add(point);
            }
            else
            {
                await parallelism.StartAsync(() => DeleteAsync(point, sweep, cancellationToken), cancellationToken).ConfigureAwait(false);
            }
        }

        await parallelism.WhenIdleAsync().ConfigureAwait(false);
        foreach (var parent in parents)
        {
            await parallelism.StartAsync(() => DeleteAsync(parent, sweep, cancellationToken), cancellationToken).ConfigureAwait(false);
        }

        await parallelism.WhenIdleAsync().ConfigureAwait(false);
    }

    private IAsyncEnumerable<RecoveryPointByBackupVault> ReadAsync(CancellationToken cancellationToken) => Pages.ReadAsync(
        (token, cancel) => session.Backup(vault.Region).ListRecoveryPointsByBackupVaultAsync(
            new ListRecoveryPointsByBackupVaultRequest { BackupVaultName = vault.Name, MaxResults = LargestPage, NextToken = token }, cancel),
        static page => page.RecoveryPoints,
        static page => page.NextToken,
        cancellationToken);

    private bool IsStaying(RecoveryPointByBackupVault point, bool wasLeaving)
    {
        var arn = point.RecoveryPointArn;
        var answer =
            _staying.TryGetValue(arn, out var known) ? known
            : vault.IsLocked ? RecoveryPointDeletion.Locked
            : arn.Contains(":recovery-point:continuous:", StringComparison.Ordinal) ? RecoveryPointDeletion.Continuous
            // One that was EXPIRED before is asked for once: the role may have been mended since.
            : point.Status == RecoveryPointStatus.EXPIRED && wasLeaving ? RecoveryPointDeletion.Expired
            : null;
        if (answer is null)
        {
            return false;
        }

        _staying[arn] = answer;
        _leaving.TryRemove(arn, out _);
        return true;
    }

    private async Task DeleteAsync(RecoveryPointByBackupVault point, Sweep sweep, CancellationToken cancellationToken)
    {
        var arn = point.RecoveryPointArn;
        var answer = await RecoveryPointDeletion.DeleteAsync(session, vault.Region, vault.Name, point, cancellationToken).ConfigureAwait(false);
        _busy.TryRemove(arn, out _);
        switch (answer.Kind)
        {
            case DeletionAnswerKind.Accepted:
                _leaving.TryAdd(arn, 0);
                break;
            case DeletionAnswerKind.Busy:
                _busy[arn] = answer;
                break;
            default:
                _staying[arn] = answer;
                sweep.Closed();
                break;
        }
    }

    private bool CountGone(long leftSinceStart)
    {
        var more = leftSinceStart - _counted;
        if (more <= 0)
        {
            return false;
        }

        _counted += more;
        tally.RecoveryPointsGone(more);
        gone(more);
        return true;
    }

    private void ReportStaying()
    {
        foreach (var pair in _staying)
        {
            Left(pair.Key, pair.Value);
        }
    }

    private async Task ReportUnfinishedAsync(CancellationToken cancellationToken)
    {
        await foreach (var point in ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            var arn = point.RecoveryPointArn;
            if (!_staying.ContainsKey(arn))
            {
                Left(arn, _busy.TryGetValue(arn, out var busy) ? busy : RecoveryPointDeletion.NotYetGone);
            }
        }
    }

    private void Left(string arn, DeletionAnswer answer) => tally.Left(vault.Region, BackupResourceType.RecoveryPoint, vault.Name, arn, answer.Reason!, answer.Remedy);

    /// <summary>What one pass over the vault saw.</summary>
    private sealed class Sweep
    {
        private int _open;

        /// <summary>Points that were on their way before the pass and are still there.</summary>
        public int StillLeaving { get; set; }

        /// <summary>Points that may yet go.</summary>
        public int Open => Volatile.Read(ref _open);

        public void Opened() => Interlocked.Increment(ref _open);

        public void Closed() => Interlocked.Decrement(ref _open);
    }
}
