using Amazon.Backup.Model;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Accounts.Sessions;
using AwsBackupPlan.Engine.Deployment;
using AwsBackupPlan.Engine.Fleet;
using AwsBackupPlan.Engine.Plans;

namespace AwsBackupPlan.Engine.Protection;

/// <summary>Locks the vaults of a backup set, changes their lock, or takes it off.</summary>
internal sealed class VaultLocking(AccountSession session, VaultLockOptions options)
{
    private readonly AccountTarget _target = session.Target;
    private readonly ResourceNames _names = new(session.Target.AbsName);
    private readonly BackupSetReader _reader = new(session);
    private bool _isMistyped;

    /// <summary>Brings the locks to what is wanted, once that is confirmed.</summary>
    /// <returns>What came of each vault, primary Region first, and the first failure.</returns>
    public async Task<(IReadOnlyList<VaultLockResult> Results, AccountFailure? Failure)> ApplyAsync(CancellationToken cancellationToken)
    {
        session.Observer.Progress(new WorkProgress("Reading what is there"));
        var changes = await ReadFirstAsync(cancellationToken).ConfigureAwait(false);
        if (changes.FirstOrDefault(static change => change.Obstacle is not null) is { } blocked)
        {
            return ([.. changes.Select(change => VaultLockResults.Blocked(_target, change, blocked))], VaultLockResults.Failure(_target, blocked));
        }

        if (!changes.Any(static change => change.IsPending))
        {
            return ([.. changes.Select(Unchanged)], null);
        }

        WarnOfKeptForEver(changes);
        WarnOfComplianceUndone(changes);
        var decision = await DecideAsync(changes, cancellationToken).ConfigureAwait(false);
        return decision == Decision.Proceed
            ? await WriteAsync(changes, cancellationToken).ConfigureAwait(false)
            : ([.. changes.Select(change => change.IsPending ? VaultLockResults.NotConfirmed(_target, change, decision, _isMistyped) : Unchanged(change))], null);
    }

    private VaultLockResult Unchanged(VaultLockChange change) => VaultLockResults.Unchanged(_target, change);

    private async Task<IReadOnlyList<VaultLockChange>> ReadFirstAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await ReadAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && AccountFailures.From(exception, _target).Category == FailureCategory.PermissionDenied)
        {
            throw new ChangeProgress().Failed(exception, _target);
        }
    }

    private async Task<IReadOnlyList<VaultLockChange>> ReadAsync(CancellationToken cancellationToken)
    {
        var owner = new OwnershipTag(options.TagKey, _target.AbsName);
        var sought = new SoughtSet(_target.AbsName);
        var named = await _reader.ReadPlansAsync(sought.IsPlan, cancellationToken).ConfigureAwait(false);
        var plans = named.Where(plan => owner.Of(plan.Tags) == Ownership.Own).ToList();
        var set = new SetRegions(_target, plans);
        var regions = set.Of(options.Vault);
        var filling = ReadFillingPlansAsync(plans, set, regions, cancellationToken);
        var vaults = Task.WhenAll(regions.Select(region => _reader.ReadTaggedVaultAsync(region, _names.Vault, cancellationToken)));
        await Task.WhenAll(vaults, filling).ConfigureAwait(false);
        var (there, all, now) = (await vaults.ConfigureAwait(false), await filling.ConfigureAwait(false), session.Time.GetUtcNow());
        return [.. regions.Select((region, i) => VaultLockChange.Compare(_target, region, sought, there[i], all, options, now))];
    }

    // Whatever plan puts something into a vault has its jobs fail when the lock does not take that: also another set's, or a stranger's, in any Region of the set.
    private async Task<IReadOnlyList<FillingPlan>> ReadFillingPlansAsync(List<DeployedPlan> plans, SetRegions set, IReadOnlyList<string> regions, CancellationToken cancellationToken)
    {
        if (options.Remove)
        {
            return [];
        }

        var known = plans.Select(static plan => plan.PlanId).ToList();
        var others = await Task.WhenAll(
            regions.Append(_target.Region).Concat(set.Copies).Distinct(StringComparer.Ordinal).Select(region => _reader.ReadFillingPlansAsync(region, known, cancellationToken))).ConfigureAwait(false);
        return [.. plans.Select(plan => new FillingPlan(_target.Region, plan.Name, plan.Definition, IsOwn: true)), .. others.SelectMany(static found => found)];
    }

    private async Task<Decision> DecideAsync(IReadOnlyList<VaultLockChange> changes, CancellationToken cancellationToken)
    {
        var pending = changes.Where(static change => change.IsPending).ToList();
        var regions = string.Join(", ", pending.Select(static change => change.Region));
        var decision = await session.Observer.ConfirmAsync(
            new ConfirmationRequest(
                _target,
                $"backup vault '{_names.Vault}' in account {_target.AccountId} ({regions})",
                string.Join("; ", pending.Select(static change => change.Action).Distinct(StringComparer.Ordinal)) + (options.Compliance ? $", {Irreversible(pending)}" : string.Empty),
                [.. pending.Select(change => new ConfirmationStep($"backup vault '{change.VaultName}' in account {_target.AccountId}, {change.Region}", options.Compliance ? $"{change.Action}, {Irreversible([change])}" : change.Action))]),
            cancellationToken).ConfigureAwait(false);
        return decision == Decision.Proceed && options is { Compliance: true, AcknowledgeIrreversible: false } ? await TypedAsync(pending, cancellationToken).ConfigureAwait(false) : decision;
    }

    // Neither -Force nor -Confirm:$false stands for this: what is about to happen lasts for as long as the account does.
    private async Task<Decision> TypedAsync(List<VaultLockChange> pending, CancellationToken cancellationToken)
    {
        var (s, are, it) = pending.Count == 1 ? (string.Empty, "is", "it") : ("s", "are", "them");
        var question = new CallerQuestion(
            "Account id",
            $"The vault{s} {_names.Vault} in {string.Join(" and ", pending.Select(static change => change.Region))} of account {_target.AccountId} {are} about to be {options.Desired}, {Irreversible(pending)} To lock {it}, type the account id {_target.AccountId}; anything else changes nothing.");
        var answer = await session.Observer.AskAsync(question, cancellationToken).ConfigureAwait(false) ?? throw new AccountException(
            "ComplianceNotAcknowledged",
            FailureCategory.InvalidOperation,
            $"A lock in compliance mode needs the id of the account typed as its confirmation, and nobody can be asked here. Nothing was written in account {_target.AccountId}.",
            "Where nobody is there to type it, -AcknowledgeIrreversible says that it is known that the lock cannot be taken back. -Force does not say so.")
        {
            IsCallers = true,
            Region = _target.Region,
        };
        var isRight = string.Equals(answer.Trim(), _target.AccountId, StringComparison.Ordinal);
        _isMistyped = !isRight && answer.Trim().Length > 0;
        return isRight ? Decision.Proceed : Decision.Declined;
    }

    private string Irreversible(IEnumerable<VaultLockChange> changes)
    {
        var forEver = KeptForEver(changes);
        return $"which nobody can change or take off from {session.Time.GetUtcNow().AddDays(options.ChangeableForDays!.Value):yyyy-MM-dd} on, AWS included: its recovery points can then be deleted by nobody before they expire"
            + (forEver.Count == 0 ? ", and those that never expire by nobody ever." : $". THOSE THAT ARE KEPT FOR EVER NEVER EXPIRE, and cost for as long as the account exists: {string.Join("; ", forEver)}.");
    }

    private static IReadOnlyList<string> KeptForEver(IEnumerable<VaultLockChange> changes) => [.. changes.Where(static change => change.IsPending).SelectMany(static change => change.KeptForEver).Distinct(StringComparer.Ordinal)];

    // Whoever acknowledges in writing sees no question.
    private void WarnOfKeptForEver(IReadOnlyList<VaultLockChange> changes)
    {
        if (options.Compliance && KeptForEver(changes) is { Count: > 0 } forEver)
        {
            session.Observer.Warning($"A lock in compliance mode comes onto vaults with what is kept for ever: {string.Join("; ", forEver)}. After the days of grace nobody can ever delete that, and it costs for as long as the account exists. -MaxRetentionDays keeps such backups out, and rules that expire do without.");
        }
    }

    // Making it took a typed account id; taking it back does not.
    private void WarnOfComplianceUndone(IReadOnlyList<VaultLockChange> changes)
    {
        foreach (var change in changes.Where(static change => change is { IsPending: true, Actual.Mode: VaultLockMode.Compliance, Desired.Mode: not VaultLockMode.Compliance }))
        {
            session.Observer.Warning($"The vault {change.VaultName} in {change.Region} is locked in compliance mode, still to be changed until {change.Vault!.LockDate:yyyy-MM-dd HH:mm} UTC: this takes that back.");
        }
    }

    // One vault that fails keeps no other from its protection.
    private async Task<(IReadOnlyList<VaultLockResult> Results, AccountFailure? Failure)> WriteAsync(IReadOnlyList<VaultLockChange> changes, CancellationToken cancellationToken)
    {
        var results = new List<VaultLockResult>();
        AccountFailure? first = null;
        foreach (var change in changes)
        {
            if (!change.IsPending)
            {
                results.Add(Unchanged(change));
                continue;
            }

            try
            {
                results.Add(VaultLockResults.Written(_target, change, await WriteAsync(change, cancellationToken).ConfigureAwait(false)));
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                var failure = AccountFailures.From(exception, _target);
                first ??= failure;
                results.Add(VaultLockResults.Failed(_target, change, failure));
            }
        }

        return (results, first is null ? null : first with { Message = $"{first.Message} {Told(results)}" });
    }

    private string Told(List<VaultLockResult> results)
    {
        var done = Steps(results, static status => status is VaultLockStatus.Locked or VaultLockStatus.Removed);
        return $"{(done.Length == 0 ? "Nothing was changed." : $"Done: {done}.")} Not done, or not known to be: {Steps(results, static status => status is VaultLockStatus.Failed)}.";
    }

    private string Steps(List<VaultLockResult> results, Func<VaultLockStatus, bool> isOne) =>
        string.Join(", ", results.Where(result => isOne(result.Status)).Select(result => $"vault {result.VaultName} in {result.Region} ({(options.Remove ? "unlock" : "lock")})"));

    // What AWS has is read again: the lock date is its own.
    private async Task<DeployedVault> WriteAsync(VaultLockChange change, CancellationToken cancellationToken)
    {
        var backup = session.Backup(change.Region);
        session.Observer.Progress(new WorkProgress($"{(options.Remove ? "Unlocking" : "Locking")} backup vault {change.VaultName} in {change.Region}"));
        if (options.Remove)
        {
            await backup.DeleteBackupVaultLockConfigurationAsync(new DeleteBackupVaultLockConfigurationRequest { BackupVaultName = change.VaultName }, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            var request = new PutBackupVaultLockConfigurationRequest
            {
                BackupVaultName = change.VaultName,
                MinRetentionDays = options.MinRetentionDays,
                MaxRetentionDays = options.MaxRetentionDays,
                // With it the lock is in compliance mode, whatever else is asked for.
                ChangeableForDays = options.Compliance ? options.ChangeableForDays : null,
            };
            await backup.PutBackupVaultLockConfigurationAsync(request, cancellationToken).ConfigureAwait(false);
        }

        return await _reader.ReadVaultAsync(change.Region, change.VaultName, cancellationToken).ConfigureAwait(false) ?? change.Vault!;
    }
}
