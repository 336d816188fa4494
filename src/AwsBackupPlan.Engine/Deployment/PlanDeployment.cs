using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Accounts.Sessions;
using AwsBackupPlan.Engine.Fleet;
using AwsBackupPlan.Engine.Plans;
using AwsBackupPlan.Engine.Protection;

namespace AwsBackupPlan.Engine.Deployment;

/// <summary>Brings a backup set to its desired state, or tells what that would take.</summary>
/// <param name="session">The session in the account.</param>
/// <param name="options">What the set should look like.</param>
/// <param name="set">The set, where it is not the session's own target: of the same account and Region.</param>
internal sealed class PlanDeployment(AccountSession session, DeploymentOptions options, AccountTarget? set = null)
{
    private const int MaxReadings = 4;

    private readonly AccountTarget _target = set ?? session.Target;

    /// <summary>Tells what would have to happen. Writes nothing.</summary>
    public async Task<BackupPlanComparison> CompareAsync(CancellationToken cancellationToken)
    {
        var changes = await ReadChangesAsync(cancellationToken).ConfigureAwait(false);
        Warn(changes);
        return DeploymentResults.Comparison(changes);
    }

    /// <summary>Tells what would have to happen, and warns of nothing. Vaults of other accounts are not looked into.</summary>
    /// <param name="documents">Reads the desired state.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<BackupPlanComparison> CompareQuietlyAsync(Func<Task<DesiredState>> documents, CancellationToken cancellationToken) =>
        DeploymentResults.Comparison(await ReadChangesAsync(documents(), looksIntoCentralVault: false, cancellationToken).ConfigureAwait(false));

    /// <summary>Makes what has to happen happen, once that is confirmed.</summary>
    /// <returns>What happened, and what stood in the way if something did.</returns>
    public async Task<(BackupPlanResult Result, Blocker? Blocker)> DeployAsync(CancellationToken cancellationToken)
    {
        var first = await ReadFirstAsync(cancellationToken).ConfigureAwait(false);
        Warn(first);
        if (first.Blockers.Count > 0)
        {
            return (DeploymentResults.Blocked(first, first), first.Blockers[0]);
        }

        if (first.Pending.Count == 0)
        {
            return (DeploymentResults.Unchanged(first), null);
        }

        var decision = await session.Observer.ConfirmAsync(first.ToConfirmation(), cancellationToken).ConfigureAwait(false);
        return decision == Decision.Proceed
            ? await TryApplyAsync(first, cancellationToken).ConfigureAwait(false)
            : (DeploymentResults.NotConfirmed(first, decision), null);
    }

    private async Task<ChangeSet> ReadFirstAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await ReadChangesAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && AccountFailures.From(exception, _target).Category == FailureCategory.PermissionDenied)
        {
            throw new ChangeProgress().Failed(exception, _target);
        }
    }

    private async Task<(BackupPlanResult Result, Blocker? Blocker)> TryApplyAsync(ChangeSet first, CancellationToken cancellationToken)
    {
        var progress = new ChangeProgress();
        try
        {
            return await ApplyAsync(first, progress, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not StateMovedException && !cancellationToken.IsCancellationRequested)
        {
            throw progress.Failed(exception, _target);
        }
    }

    // Another writer, or an answer of ours that was lost, is met by reading again and going on from what is there.
    private async Task<(BackupPlanResult Result, Blocker? Blocker)> ApplyAsync(ChangeSet first, ChangeProgress progress, CancellationToken cancellationToken)
    {
        var backoff = new Backoff(session.Time, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(8), TimeSpan.FromMinutes(1));
        var changes = first;
        for (var reading = 1; ; reading++)
        {
            try
            {
                progress.Plan(changes);
                var applied = await new ChangeApplication(session, changes, progress).ApplyAsync(cancellationToken).ConfigureAwait(false);
                return (DeploymentResults.Applied(first, changes, applied), null);
            }
            catch (StateMovedException moved) when (reading < MaxReadings)
            {
                session.Observer.Verbose($"{moved.Message} Reading again what is there in account {_target.AccountId}.");
            }

            if (reading > 1)
            {
                await backoff.WaitAsync(cancellationToken).ConfigureAwait(false);
            }

            changes = await ReadChangesAsync(cancellationToken).ConfigureAwait(false);
            if (changes.Blockers.Count > 0)
            {
                return (DeploymentResults.Blocked(first, changes), changes.Blockers[0]);
            }

            if (changes.Unconfirmed(first) is { Count: > 0 } unconfirmed)
            {
                throw Moved(unconfirmed);
            }
        }
    }

    private AccountException Moved(IReadOnlyList<ResourceChange> unconfirmed) => new(
        "StateChanged",
        FailureCategory.ResourceBusy,
        $"Somebody else changed backup set '{_target.AbsName}' in account {_target.AccountId} meanwhile: it would take to {ChangePhrase.Infinitive(unconfirmed)} ({string.Join(", ", unconfirmed.Select(static change => $"{change.Name} in {change.Region}"))}), which was not confirmed.",
        "Run this command again: it shows what is there now, and goes on where it stopped.")
    {
        Region = _target.Region,
    };

    private Task<ChangeSet> ReadChangesAsync(CancellationToken cancellationToken) => ReadChangesAsync(documents: null, looksIntoCentralVault: true, cancellationToken);

    private async Task<ChangeSet> ReadChangesAsync(Task<DesiredState>? documents, bool looksIntoCentralVault, CancellationToken cancellationToken)
    {
        session.Observer.Progress(new WorkProgress("Reading what is there"));
        var sought = new SoughtSet(_target.AbsName);
        var names = sought.Names;
        var alias = names.KeyAliasOr(options.KeyAlias);
        string[] regions = [_target.Region, .. _target.CopyRegions];
        var reader = new BackupSetReader(session);

        // In the order in which a failure is told, should several come at once.
        documents ??= ReadDesiredStateAsync(cancellationToken);
        var keys = Task.WhenAll(regions.Select(region => KeyReader.ReadAsync(session, region, alias, cancellationToken)));
        var vaults = Task.WhenAll(regions.Select(region => options.VaultAccessPolicy == VaultAccessPolicy.Protect ? reader.ReadVaultWithPolicyAsync(region, names.Vault, cancellationToken) : reader.ReadTaggedVaultAsync(region, names.Vault, cancellationToken)));
        var plans = reader.ReadPlansAsync(sought.IsPlan, cancellationToken);
        var central = looksIntoCentralVault && options.CentralVaultArn is { } arn ? session.CentralVaults.ReadAsync(session, arn, RoleArn.For(options.BackupRoleName, _target.AccountId, session.Partition), cancellationToken) : null;
        await Task.WhenAll(documents, keys, vaults, plans, central ?? Task.CompletedTask).ConfigureAwait(false);

#pragma warning disable VSTHRD003 // It was started above, or for this.
        var desired = await documents.ConfigureAwait(false);
#pragma warning restore VSTHRD003
        var actual = new ActualState(
            await keys.ConfigureAwait(false),
            (await vaults.ConfigureAwait(false)).OfType<DeployedVault>().ToDictionary(static vault => vault.Region, StringComparer.Ordinal),
            await plans.ConfigureAwait(false))
        {
            Central = central is null ? null : await central.ConfigureAwait(false),
            SimilarSet = sought.Hint,
            Destinations = await DestinationVaults.ReadAsync(session, desired, cancellationToken).ConfigureAwait(false),
        };
        return ChangeSet.Compute(_target, desired, actual, options);
    }

    private void Warn(ChangeSet changes)
    {
        if (changes.Central?.Detail is { } detail)
        {
            session.Observer.Verbose(detail);
        }

        foreach (var warning in changes.Warnings)
        {
            session.Observer.Warning(warning);
        }
    }

    /// <summary>Reads the plan document, and fills it in for the account.</summary>
    public Task<DesiredState> ReadDesiredStateAsync(CancellationToken cancellationToken) => new DesiredStateReader(session, options, _target).ReadAsync(cancellationToken);
}
