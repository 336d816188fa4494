using System.Runtime.CompilerServices;
using Amazon.Backup;
using Amazon.Backup.Model;
using AwsBackupPlan.Engine.Accounts.Calls;
using AwsBackupPlan.Engine.Accounts.Sessions;
using AwsBackupPlan.Engine.Deployment;

namespace AwsBackupPlan.Engine.Teardown;

/// <summary>
/// Empties one vault: goes through its recovery points again and again, asks for the deletion of those that can go, and waits
/// until they have gone. Points are asked for while their page is read. A point is kept in mind only until it is seen no more, and with its ARN only when
/// there is something to tell of it.
/// </summary>
internal sealed class VaultEmptying(AccountSession session, DeployedVault vault, OtherDeployments others, RecoveryPointDeletion deletion, RemovalTally tally, DeletionProgress progress)
{
    private const int LargestPage = 1000;

    // Those that the last sweep saw.
    private readonly Dictionary<ulong, KnownPoint> _points = [];
    private readonly AdaptiveParallelism _parallelism = session.Bulk(vault.Region);
    private int _sweeps;
    private bool _isWhole;

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

        foreach (var point in _points.Values)
        {
            tally.Left(vault, point.Arn!, point.Answer ?? (point.IsLeaving ? RecoveryPointDeletion.NotYetGone : RecoveryPointDeletion.NotYetAsked));
        }

        return _points.Count == 0;
    }

    /// <summary>Whether it holds a recovery point that nobody and nothing can ever make go.</summary>
    public bool HoldsForEver => _points.Values.Any(static point => point.Answer is { IsForEver: true });

    private async Task SweepUntilDoneAsync(Deadline deadline, CancellationToken cancellationToken)
    {
        var waits = deadline.Waits(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30));
        while (true)
        {
            if (await SweepAsync(deadline, cancellationToken).ConfigureAwait(false))
            {
                waits.Quicken();
            }

            if (_isWhole && _points.Values.All(static point => point.IsStaying))
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
    private async Task<bool> SweepAsync(Deadline deadline, CancellationToken cancellationToken)
    {
        try
        {
            _sweeps++;
            _isWhole = await AskForAllAsync(deadline, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await _parallelism.DrainAsync().ConfigureAwait(false);
        }

        // What lies behind the place at which the time was up has not gone.
        return _isWhole && ForgetUnseen();
    }

    // Tells whether it came to the end of the vault before the time was up.
    private async Task<bool> AskForAllAsync(Deadline deadline, CancellationToken cancellationToken)
    {
        progress.Started();
        var parents = new List<RecoveryPointByBackupVault>();
        var nested = new Dictionary<string, List<KnownPoint>>(StringComparer.Ordinal);
        var seen = 0;
        await foreach (var point in ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            // Every run gets on, however short its time.
            if (++seen > LargestPage && deadline.Left == TimeSpan.Zero)
            {
                return false;
            }

            var known = See(point);
            if (point.ParentRecoveryPointArn is { Length: > 0 } parent)
            {
                AddTo(nested, parent, known);
            }

            if (known.IsStaying || point.Status == RecoveryPointStatus.DELETING)
            {
                continue;
            }

            if (await others.RefusalAsync(point, vault, cancellationToken).ConfigureAwait(false) is { } refusal)
            {
                known.Say(refusal, point);
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
            await AskForParentAsync(parent, nested, cancellationToken).ConfigureAwait(false);
        }

        await _parallelism.WhenIdleAsync().ConfigureAwait(false);
        return true;
    }

    private async Task AskForParentAsync(RecoveryPointByBackupVault parent, Dictionary<string, List<KnownPoint>> nested, CancellationToken cancellationToken)
    {
        var known = _points[PointIdentity.Of(parent.RecoveryPointArn)];
        if (!nested.TryGetValue(parent.RecoveryPointArn, out var inside))
        {
            await _parallelism.StartAsync(() => DeleteAsync(parent, known, cancellationToken), cancellationToken).ConfigureAwait(false);
            return;
        }

        var staying = inside.Where(static point => point.IsStaying).ToList();
        known.Say(staying.Count > 0 ? RecoveryPointDeletion.NestedStay(staying.Count, staying[0].Answer!) : RecoveryPointDeletion.NestedAreLeaving, parent);
    }

    private static void AddTo(Dictionary<string, List<KnownPoint>> nested, string parent, KnownPoint point)
    {
        if (!nested.TryGetValue(parent, out var inside))
        {
            nested.Add(parent, inside = []);
        }

        inside.Add(point);
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        _sweeps++;
        await foreach (var point in ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            See(point).Arn = point.RecoveryPointArn;
        }

        ForgetUnseen();
    }

    // Nested recovery points need not be in the list of the vault.
    private async IAsyncEnumerable<RecoveryPointByBackupVault> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var parents = new List<string>();
        await foreach (var point in ReadAsync(null, cancellationToken).ConfigureAwait(false))
        {
            if (point.IsParent is true)
            {
                parents.Add(point.RecoveryPointArn);
            }

            yield return point;
        }

        foreach (var parent in parents)
        {
            await foreach (var point in ReadAsync(parent, cancellationToken).ConfigureAwait(false))
            {
                if (!_points.TryGetValue(PointIdentity.Of(point.RecoveryPointArn), out var known) || known.SeenIn != _sweeps)
                {
                    yield return point;
                }
            }
        }
    }

    private IAsyncEnumerable<RecoveryPointByBackupVault> ReadAsync(string? parentArn, CancellationToken cancellationToken) => Pages.ReadAsync(
        (token, cancel) => session.Backup(vault.Region).ListRecoveryPointsByBackupVaultAsync(
            new ListRecoveryPointsByBackupVaultRequest { BackupVaultName = vault.Name, ByParentRecoveryPointArn = parentArn, MaxResults = LargestPage, NextToken = token }, cancel),
        static page => page.RecoveryPoints,
        static page => page.NextToken,
        cancellationToken);

    private KnownPoint See(RecoveryPointByBackupVault point)
    {
        var id = PointIdentity.Of(point.RecoveryPointArn);
        if (!_points.TryGetValue(id, out var known))
        {
            _points.Add(id, known = new KnownPoint());
        }

        known.SeenIn = _sweeps;
        if (point.Status == RecoveryPointStatus.DELETING)
        {
            // Whatever was answered: it is on its way.
            known.Leaves();
        }
        else if (!known.IsStaying && Refusal(point, known.IsLeaving) is { } refusal)
        {
            known.Say(refusal, point);
        }

        return known;
    }

    // What needs no asking.
    private DeletionAnswer? Refusal(RecoveryPointByBackupVault point, bool wasLeaving) => deletion.WithoutAsking(point)
        // One that was EXPIRED before is asked for once: the role may have been mended since.
        ?? (point.Status == RecoveryPointStatus.EXPIRED && wasLeaving ? RecoveryPointDeletion.Expired : null);

    private async Task DeleteAsync(RecoveryPointByBackupVault point, KnownPoint known, CancellationToken cancellationToken)
    {
        var answer = await deletion.DeleteAsync(point, cancellationToken).ConfigureAwait(false);
        if (answer.Kind == DeletionAnswerKind.Accepted)
        {
            if (!known.IsLeaving)
            {
                progress.Asked();
            }

            known.Leaves();
            known.IsGivenBack = deletion.GivesBack(point);
        }
        else
        {
            known.Say(answer, point);
        }
    }

    private bool ForgetUnseen()
    {
        var unseen = _points.Where(pair => pair.Value.SeenIn != _sweeps).ToList();
        // One that stayed and went all the same expired by itself, or another took it.
        var gone = unseen.Count(static pair => !pair.Value.IsStaying && !pair.Value.IsGivenBack);
        tally.GivenBack(unseen.Count(static pair => pair.Value.IsGivenBack));
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
        public bool IsLeaving { get; private set; }

        /// <summary>AWS gives it back to the database's service.</summary>
        public bool IsGivenBack { get; set; }

        /// <summary>Why it is still there, where that is known.</summary>
        public DeletionAnswer? Answer { get; private set; }

        /// <summary>Its ARN, where there is something to tell.</summary>
        public string? Arn { get; set; }

        /// <summary>It cannot be deleted while things are as they are.</summary>
        public bool IsStaying => Answer is { Kind: DeletionAnswerKind.Refused };

        /// <summary>There is something to tell of it.</summary>
        public void Say(DeletionAnswer answer, RecoveryPointByBackupVault point) => (Answer, Arn) = (answer, point.RecoveryPointArn);

        /// <summary>It is on its way out.</summary>
        public void Leaves() => (IsLeaving, Answer, Arn) = (true, null, null);
    }
}
