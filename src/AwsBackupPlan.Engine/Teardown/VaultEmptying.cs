using Amazon.Backup;
using Amazon.Backup.Model;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Deployment;

namespace AwsBackupPlan.Engine.Teardown;

/// <summary>
/// Empties one vault: goes through its recovery points again and again, asks for the deletion of those that can go, and waits
/// until they have gone. Points are asked for while their page is read. A point is kept in mind only until it is seen no more.
/// </summary>
internal sealed class VaultEmptying(AccountSession session, DeployedVault vault, OtherDeployments others, RemovalTally tally, DeletionProgress progress)
{
    private const int LargestPage = 1000;

    // Those that the last sweep saw.
    private readonly Dictionary<string, KnownPoint> _points = new(StringComparer.Ordinal);
    private readonly AdaptiveParallelism _parallelism = session.Bulk(vault.Region);
    private int _sweeps;

    /// <summary>Deletes all recovery points that can be deleted. Can be called again, for those that came since.</summary>
    /// <returns>Whether the vault is empty; where it is not, the tally has what is left.</returns>
    public async Task<bool> EmptyAsync(Deadline deadline, CancellationToken cancellationToken)
    {
        try
        {
            await SweepUntilDoneAsync(deadline, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            tally.RecoveryPointsLeaving(vault, _points.Values.Count(static point => point.IsLeaving && !point.IsStaying));
        }

        foreach (var pair in _points)
        {
            var answer = pair.Value.Answer ?? RecoveryPointDeletion.NotYetGone;
            tally.Left(vault, pair.Key, answer);
        }

        return _points.Count == 0;
    }

    private async Task SweepUntilDoneAsync(Deadline deadline, CancellationToken cancellationToken)
    {
        var waits = deadline.Waits(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30));
        while (true)
        {
            if (await SweepAsync(cancellationToken).ConfigureAwait(false))
            {
                waits.Quicken();
            }

            if (_points.Values.All(static point => point.IsStaying))
            {
                break;
            }

            if (!await waits.WaitAsync(cancellationToken).ConfigureAwait(false))
            {
                // Some of those that were asked for just now have gone already.
                await LookAsync(cancellationToken).ConfigureAwait(false);
                break;
            }
        }
    }

    /// <summary>The vault itself has gone, and with it all that was in it.</summary>
    public void Vanished()
    {
        _sweeps++;
        ForgetUnseen();
        tally.RecoveryPointsLeaving(vault, 0);
    }

    // Goes through the vault once; tells whether something had gone since the last time.
    private async Task<bool> SweepAsync(CancellationToken cancellationToken)
    {
        try
        {
            _sweeps++;
            await AskForAllAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await _parallelism.DrainAsync().ConfigureAwait(false);
        }

        return ForgetUnseen();
    }

    private async Task AskForAllAsync(CancellationToken cancellationToken)
    {
        progress.Started();
        var parents = new List<RecoveryPointByBackupVault>();
        await foreach (var point in ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            var known = See(point);
            if (known.IsStaying || point.Status == RecoveryPointStatus.DELETING)
            {
                continue;
            }

            if (await others.RefusalAsync(point, vault, cancellationToken).ConfigureAwait(false) is { } refusal)
            {
                known.Answer = refusal;
            }
            else if (point.IsParent is true)
            {
                // A composite point can go only after its nested ones.
                parents.Add(point);
            }
            else
            {
                await _parallelism.StartAsync(() => DeleteAsync(point, known, cancellationToken), cancellationToken).ConfigureAwait(false);
            }
        }

        await _parallelism.WhenIdleAsync().ConfigureAwait(false);
        foreach (var parent in parents)
        {
            await _parallelism.StartAsync(() => DeleteAsync(parent, _points[parent.RecoveryPointArn], cancellationToken), cancellationToken).ConfigureAwait(false);
        }

        await _parallelism.WhenIdleAsync().ConfigureAwait(false);
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        _sweeps++;
        await foreach (var point in ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            See(point);
        }

        ForgetUnseen();
    }

    private IAsyncEnumerable<RecoveryPointByBackupVault> ReadAsync(CancellationToken cancellationToken) => Pages.ReadAsync(
        (token, cancel) => session.Backup(vault.Region).ListRecoveryPointsByBackupVaultAsync(
            new ListRecoveryPointsByBackupVaultRequest { BackupVaultName = vault.Name, MaxResults = LargestPage, NextToken = token }, cancel),
        static page => page.RecoveryPoints,
        static page => page.NextToken,
        cancellationToken);

    private KnownPoint See(RecoveryPointByBackupVault point)
    {
        var arn = point.RecoveryPointArn;
        if (!_points.TryGetValue(arn, out var known))
        {
            _points.Add(arn, known = new KnownPoint());
        }

        known.SeenIn = _sweeps;
        if (point.Status == RecoveryPointStatus.DELETING)
        {
            // Whatever was answered: it is on its way.
            known.IsLeaving = true;
            known.Answer = null;
        }
        else if (!known.IsStaying)
        {
            known.Answer = Refusal(point, known.IsLeaving) ?? known.Answer;
        }

        return known;
    }

    // What needs no asking.
    private DeletionAnswer? Refusal(RecoveryPointByBackupVault point, bool wasLeaving) =>
        vault.IsLocked ? RecoveryPointDeletion.Locked
        : point.RecoveryPointArn.Contains(":recovery-point:continuous:", StringComparison.Ordinal) ? RecoveryPointDeletion.Continuous
        // One that was EXPIRED before is asked for once: the role may have been mended since.
        : point.Status == RecoveryPointStatus.EXPIRED && wasLeaving ? RecoveryPointDeletion.Expired
        : null;

    private async Task DeleteAsync(RecoveryPointByBackupVault point, KnownPoint known, CancellationToken cancellationToken)
    {
        var answer = await RecoveryPointDeletion.DeleteAsync(session, vault.Region, vault.Name, point, cancellationToken).ConfigureAwait(false);
        if (answer.Kind == DeletionAnswerKind.Accepted)
        {
            if (!known.IsLeaving)
            {
                progress.Asked();
            }

            known.IsLeaving = true;
            known.Answer = null;
        }
        else
        {
            known.Answer = answer;
        }
    }

    private bool ForgetUnseen()
    {
        var unseen = _points.Where(pair => pair.Value.SeenIn != _sweeps).ToList();
        // One that stayed and went all the same expired by itself, or another took it.
        var gone = unseen.Count(static pair => !pair.Value.IsStaying);
        foreach (var pair in unseen)
        {
            _points.Remove(pair.Key);
        }

        if (gone > 0)
        {
            tally.RecoveryPointsGone(gone);
            progress.Gone(gone);
        }

        return unseen.Count > 0;
    }

    /// <summary>A recovery point that is there.</summary>
    private sealed class KnownPoint
    {
        /// <summary>The last sweep that saw it.</summary>
        public int SeenIn { get; set; }

        /// <summary>AWS has accepted its deletion.</summary>
        public bool IsLeaving { get; set; }

        /// <summary>Why it is still there, where that is known.</summary>
        public DeletionAnswer? Answer { get; set; }

        /// <summary>It cannot be deleted while things are as they are.</summary>
        public bool IsStaying => Answer is { Kind: DeletionAnswerKind.Refused };
    }
}
