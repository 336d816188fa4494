using Amazon.Backup.Model;
using AwsBackupPlan.Engine.Accounts;
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

    /// <summary>Brings the locks to what is wanted, once that is confirmed.</summary>
    /// <returns>What came of each vault, primary Region first, and the first failure.</returns>
    public async Task<(IReadOnlyList<VaultLockResult> Results, AccountFailure? Failure)> ApplyAsync(CancellationToken cancellationToken)
    {
        session.Observer.Progress(new WorkProgress("Reading what is there"));
        var changes = await ReadAsync(cancellationToken).ConfigureAwait(false);
        if (changes.FirstOrDefault(static change => change.Obstacle is not null) is { } blocked)
        {
            return ([.. changes.Select(change => VaultLockResults.Blocked(_target, change, blocked))], VaultLockResults.Failure(_target, blocked));
        }

        if (!changes.Any(static change => change.IsPending))
        {
            return ([.. changes.Select(Unchanged)], null);
        }

        var decision = await DecideAsync(changes, cancellationToken).ConfigureAwait(false);
        return decision == Decision.Proceed
            ? await WriteAsync(changes, cancellationToken).ConfigureAwait(false)
            : ([.. changes.Select(change => change.IsPending ? VaultLockResults.NotConfirmed(_target, change, decision) : Unchanged(change))], null);
    }

    private VaultLockResult Unchanged(VaultLockChange change) => VaultLockResults.Unchanged(_target, change);

    private async Task<IReadOnlyList<VaultLockChange>> ReadAsync(CancellationToken cancellationToken)
    {
        var owner = new OwnershipTag(options.TagKey, _target.AbsName);
        var named = await _reader.ReadPlansAsync(name => string.Equals(name, _names.Plan, StringComparison.Ordinal), cancellationToken).ConfigureAwait(false);
        var plans = named.Where(plan => owner.Of(plan.Tags) == Ownership.Own).ToList();
        var regions = Regions(plans);
        var vaults = await Task.WhenAll(regions.Select(region => _reader.ReadTaggedVaultAsync(region, _names.Vault, cancellationToken))).ConfigureAwait(false);
        var now = session.Time.GetUtcNow();
        return [.. regions.Select((region, i) => VaultLockChange.Compare(_target, region, _names.Vault, vaults[i], plans, options, now))];
    }

    // A Region that nobody has named is the plan's to tell: no vault is locked by a default.
    private IReadOnlyList<string> Regions(List<DeployedPlan> plans)
    {
        if (options.Vault == VaultScope.Primary)
        {
            return [_target.Region];
        }

        IReadOnlyList<string> copies = _target.CopyRegionsAreDefault
            ? [.. plans.SelectMany(plan => plan.CopyRegions(_target.AccountId, _names.Vault)).Distinct(StringComparer.Ordinal)]
            : _target.CopyRegions;
        if (_target.CopyRegionsAreDefault && plans.Count == 0)
        {
            throw CopyRegionNotKnown($"There is no backup plan of the backup set '{_target.AbsName}' in {_target.Region} of account {_target.AccountId}, which would tell where its copies go. Nothing was written.");
        }

        if (options.Vault == VaultScope.Copy && copies.Count == 0)
        {
            throw CopyRegionNotKnown($"The backup set '{_target.AbsName}' in {_target.Region} of account {_target.AccountId} has no copy Region. Nothing was written.");
        }

        return options.Vault == VaultScope.Copy ? copies : [_target.Region, .. copies];
    }

    private AccountException CopyRegionNotKnown(string message) =>
        new("CopyRegionNotKnown", FailureCategory.ObjectNotFound, message, "Name the Regions of the copies with -CopyRegion, or work on the vault of the primary Region alone with -Vault Primary.") { Region = _target.Region };

    private async Task<Decision> DecideAsync(IReadOnlyList<VaultLockChange> changes, CancellationToken cancellationToken)
    {
        var pending = changes.Where(static change => change.IsPending).ToList();
        var regions = string.Join(", ", pending.Select(static change => change.Region));
        var decision = await session.Observer.ConfirmAsync(
            new ConfirmationRequest(
                _target,
                $"backup vault '{_names.Vault}' in account {_target.AccountId} ({regions})",
                string.Join("; ", pending.Select(static change => change.Action).Distinct(StringComparer.Ordinal)) + (options.Compliance ? $", {Irreversible()}" : string.Empty),
                [.. pending.Select(change => new ConfirmationStep($"backup vault '{change.VaultName}' in account {_target.AccountId}, {change.Region}", change.Action))]),
            cancellationToken).ConfigureAwait(false);
        return decision == Decision.Proceed && options is { Compliance: true, AcknowledgeIrreversible: false } ? await TypedAsync(pending, cancellationToken).ConfigureAwait(false) : decision;
    }

    // Neither -Force nor -Confirm:$false stands for this: what is about to happen lasts for as long as the account does.
    private async Task<Decision> TypedAsync(List<VaultLockChange> pending, CancellationToken cancellationToken)
    {
        var (s, are, it) = pending.Count == 1 ? (string.Empty, "is", "it") : ("s", "are", "them");
        var question = new CallerQuestion(
            "Account id",
            $"The vault{s} {_names.Vault} in {string.Join(" and ", pending.Select(static change => change.Region))} of account {_target.AccountId} {are} about to be {options.Desired}, {Irreversible()} To lock {it}, type the account id {_target.AccountId}; anything else changes nothing.");
        var answer = await session.Observer.AskAsync(question, cancellationToken).ConfigureAwait(false) ?? throw new AccountException(
            "ComplianceNotAcknowledged",
            FailureCategory.InvalidOperation,
            $"A lock in compliance mode needs the id of the account typed as its confirmation, and nobody can be asked here. Nothing was written in account {_target.AccountId}.",
            "Where nobody is there to type it, -AcknowledgeIrreversible says that it is known that the lock cannot be taken back. -Force does not say so.")
        {
            IsCallers = true,
            Region = _target.Region,
        };
        return string.Equals(answer.Trim(), _target.AccountId, StringComparison.Ordinal) ? Decision.Proceed : Decision.Declined;
    }

    private string Irreversible() =>
        $"which nobody can change or take off from {session.Time.GetUtcNow().AddDays(options.ChangeableForDays!.Value):yyyy-MM-dd} on, AWS included: its recovery points can then be deleted by nobody before they expire.";

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

        return (results, first);
    }

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
                ChangeableForDays = options.ChangeableForDays,
            };
            await backup.PutBackupVaultLockConfigurationAsync(request, cancellationToken).ConfigureAwait(false);
        }

        return await _reader.ReadVaultAsync(change.Region, change.VaultName, cancellationToken).ConfigureAwait(false) ?? change.Vault!;
    }
}
