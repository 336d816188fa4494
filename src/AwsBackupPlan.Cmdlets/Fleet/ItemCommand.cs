using AwsBackupPlan.Engine;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Fleet;

namespace AwsBackupPlan.Cmdlets.Fleet;

/// <summary>A cmdlet that takes things in accounts by pipeline: jobs, recovery points, databases. Those of one account, backup set and Region are one piece of work, with one session.</summary>
/// <typeparam name="TItem">What it takes. Two that are equal are one.</typeparam>
/// <typeparam name="TResult">What it writes for each piece of work.</typeparam>
/// <remarks>Work begins when all are there: only then is it known what belongs together, and each account is asked about once.</remarks>
public abstract class ItemCommand<TItem, TResult> : FleetCommand<TResult>
    where TItem : class
    where TResult : class
{
    private readonly List<AccountTarget> _targets = [];
    private readonly Dictionary<string, AccountTarget> _known = new(StringComparer.Ordinal);
    private readonly Dictionary<AccountTarget, (List<TItem> InOrder, HashSet<TItem> Set)> _items = [];
    private readonly HashSet<AccountTarget> _whole = [];

    /// <summary>Reads the thing that a record of the pipeline, or the command line, names, with what is wrong with it. No thing and no fault: the whole account is meant.</summary>
    private protected abstract (TItem? Item, IReadOnlyList<ParameterFault> Faults) ReadItem(AccountTarget target);

    /// <summary>Does the work on what was taken of one account; on all of it when <paramref name="items"/> is empty. Called on any thread.</summary>
    private protected abstract Task<WorkOutcome<TResult>> WorkAsync(BackupEngine engine, AccountTarget target, IReadOnlyList<TItem> items, IWorkObserver observer, CancellationToken cancellationToken);

    /// <inheritdoc/>
    private protected sealed override Task<WorkOutcome<TResult>> WorkAsync(BackupEngine engine, AccountTarget target, IWorkObserver observer, CancellationToken cancellationToken)
        => WorkAsync(engine, target, _whole.Contains(target) ? [] : _items[target].InOrder, observer, cancellationToken);

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        foreach (var target in _targets)
        {
            base.Take(target);
        }

        base.EndProcessing();
    }

    /// <inheritdoc/>
    private protected sealed override void Take(AccountTarget target)
    {
        var (item, faults) = ReadItem(target);
        if (faults.Count > 0)
        {
            Refuse(target, faults, hasAbsName: true);
            return;
        }

        var known = Known(target);
        if (item is null)
        {
            _whole.Add(known);
        }
        else if (_items[known].Set.Add(item))
        {
            _items[known].InOrder.Add(item);
        }
    }

    /// <summary>The piece of work that a target belongs to. One with another role is a piece of its own, which the fleet then refuses.</summary>
    private AccountTarget Known(AccountTarget target)
    {
        // No part of it can hold a line break.
        var key = string.Join("\n", [target.ToString(), target.RoleName, target.ExternalId ?? "", target.CopyRegionsAreDefault.ToString(), .. target.CopyRegions]);
        if (_known.TryGetValue(key, out var known))
        {
            return known;
        }

        _known.Add(key, target);
        _targets.Add(target);
        _items.Add(target, ([], []));
        return target;
    }
}
