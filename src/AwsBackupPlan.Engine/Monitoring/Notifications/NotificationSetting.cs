using Amazon.Backup.Model;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Accounts.Sessions;
using AwsBackupPlan.Engine.Deployment;
using AwsBackupPlan.Engine.Fleet;
using AwsBackupPlan.Engine.Plans;

namespace AwsBackupPlan.Engine.Monitoring.Notifications;

/// <summary>Has the vaults of a backup set send events to SNS topics, changes what they send, or takes it off.</summary>
internal sealed class NotificationSetting(AccountSession session, NotificationOptions options)
{
    private readonly AccountTarget _target = session.Target;
    private readonly ResourceNames _names = new(session.Target.AbsName);
    private readonly BackupSetReader _reader = new(session);

    /// <summary>Brings the notifications to what is wanted, once that is confirmed.</summary>
    /// <returns>What came of each vault, primary Region first, and the first failure.</returns>
    public async Task<(IReadOnlyList<NotificationResult> Results, AccountFailure? Failure)> ApplyAsync(CancellationToken cancellationToken)
    {
        session.Observer.Progress(new WorkProgress("Reading what is there"));
        var changes = await ReadFirstAsync(cancellationToken).ConfigureAwait(false);
        if (changes.FirstOrDefault(static change => change.Obstacle is not null) is { } blocked)
        {
            return ([.. changes.Select(change => NotificationResults.Blocked(_target, change, blocked))], NotificationResults.Failure(_target, blocked));
        }

        WarnOfNoTopic(changes);
        if (!changes.Any(static change => change.IsPending))
        {
            return ([.. changes.Select(Untouched)], null);
        }

        WarnOfPolicy(changes);
        var decision = await DecideAsync(changes, cancellationToken).ConfigureAwait(false);
        return decision == Decision.Proceed
            ? await WriteAsync(changes, cancellationToken).ConfigureAwait(false)
            : ([.. changes.Select(change => change.IsPending ? NotificationResults.NotConfirmed(_target, change, decision) : Untouched(change))], null);
    }

    private NotificationResult Untouched(NotificationChange change) => NotificationResults.Untouched(_target, change);

    private async Task<IReadOnlyList<NotificationChange>> ReadFirstAsync(CancellationToken cancellationToken)
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

    private async Task<IReadOnlyList<NotificationChange>> ReadAsync(CancellationToken cancellationToken)
    {
        var owner = new OwnershipTag(options.TagKey, _target.AbsName);
        var sought = new SoughtSet(_target.AbsName);
        var named = await _reader.ReadPlansAsync(sought.IsPlan, cancellationToken).ConfigureAwait(false);
        var regions = new SetRegions(_target, [.. named.Where(plan => owner.Of(plan.Tags) == Ownership.Own)]).Of(options.Vault);
        RefuseOtherRegions(regions);
        return await Task.WhenAll(regions.Select(region => ReadAsync(region, owner, sought, cancellationToken))).ConfigureAwait(false);
    }

    private async Task<NotificationChange> ReadAsync(string region, OwnershipTag owner, SoughtSet sought, CancellationToken cancellationToken)
    {
        var vault = await _reader.ReadTaggedVaultAsync(region, _names.Vault, cancellationToken).ConfigureAwait(false);
        var obstacle = Obstacle.OfVault(vault, owner, sought);
        var actual = obstacle is null ? await ReadNotificationsAsync(region, cancellationToken).ConfigureAwait(false) : VaultNotifications.None;
        return new NotificationChange(region, _names.Vault, actual, Desired(region), obstacle);
    }

    private async Task<VaultNotifications> ReadNotificationsAsync(string region, CancellationToken cancellationToken)
    {
        try
        {
            var request = new GetBackupVaultNotificationsRequest { BackupVaultName = _names.Vault };
            var got = await session.Backup(region).GetBackupVaultNotificationsAsync(request, cancellationToken).ConfigureAwait(false);
            return string.IsNullOrEmpty(got.SNSTopicArn) ? VaultNotifications.None : new VaultNotifications(got.SNSTopicArn, got.BackupVaultEvents ?? []);
        }
        catch (ResourceNotFoundException)
        {
            return VaultNotifications.None;
        }
    }

    private VaultNotifications? Desired(string region)
    {
        if (options.Remove)
        {
            return VaultNotifications.None;
        }

        var topic = options.TopicName is { } name
            ? TopicArn.Of(name, region, _target.AccountId, session.Partition)
            : options.TopicArns.FirstOrDefault(arn => string.Equals(TopicArn.RegionOf(arn), region, StringComparison.Ordinal));
        return topic is null ? null : new VaultNotifications(topic, options.Sent);
    }

    // Which Regions there are the plan may have told.
    private void RefuseOtherRegions(IReadOnlyList<string> regions)
    {
        if (options.TopicArns.Select(arn => NotificationOptionsValidator.RegionFault(arn, regions)).FirstOrDefault(static found => found is not null) is { } fault)
        {
            throw new AccountException(
                "TopicRegionNotUsed",
                FailureCategory.InvalidArgument,
                $"For account {_target.AccountId}: TopicArn: {fault} Nothing was written.",
                "Give topics in the Regions of the vaults, or name the Regions of the copies with -CopyRegion.")
            {
                Region = _target.Region,
            };
        }
    }

    private void WarnOfNoTopic(IReadOnlyList<NotificationChange> changes)
    {
        foreach (var change in changes.Where(static change => change.Desired is null))
        {
            session.Observer.Warning($"No topic in {change.Region} was given: the backup vault {change.VaultName} there is left as it is, and sends {change.Actual}.");
        }
    }

    private void WarnOfPolicy(IReadOnlyList<NotificationChange> changes)
    {
        if (changes.Any(static change => change is { IsPending: true, Desired.TopicArn: not null }))
        {
            session.Observer.Warning(TopicPolicy.Warning);
        }
    }

    private async Task<Decision> DecideAsync(IReadOnlyList<NotificationChange> changes, CancellationToken cancellationToken)
    {
        var pending = changes.Where(static change => change.IsPending).ToList();
        return await session.Observer.ConfirmAsync(
            new ConfirmationRequest(
                _target,
                $"backup vault '{_names.Vault}' in account {_target.AccountId} ({string.Join(", ", pending.Select(static change => change.Region))})",
                string.Join("; ", pending.Select(static change => change.Action).Distinct(StringComparer.Ordinal)),
                [.. pending.Select(change => new ConfirmationStep($"backup vault '{change.VaultName}' in account {_target.AccountId}, {change.Region}", change.Action))]),
            cancellationToken).ConfigureAwait(false);
    }

    // One vault that fails keeps no other from its notifications.
    private async Task<(IReadOnlyList<NotificationResult> Results, AccountFailure? Failure)> WriteAsync(IReadOnlyList<NotificationChange> changes, CancellationToken cancellationToken)
    {
        var results = new List<NotificationResult>();
        AccountFailure? first = null;
        foreach (var change in changes)
        {
            if (!change.IsPending)
            {
                results.Add(Untouched(change));
                continue;
            }

            try
            {
                await WriteAsync(change, cancellationToken).ConfigureAwait(false);
                results.Add(NotificationResults.Written(_target, change));
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                var failure = AccountFailures.From(exception, _target);
                first ??= failure;
                results.Add(NotificationResults.Failed(_target, change, failure));
            }
        }

        return (results, first is null ? null : first with { Message = $"{first.Message} {Told(results)}" });
    }

    private static string Told(List<NotificationResult> results)
    {
        var done = Steps(results, static status => status is NotificationStatus.Set or NotificationStatus.Removed);
        return $"{(done.Length == 0 ? "Nothing was changed." : $"Done: {done}.")} Not done, or not known to be: {Steps(results, static status => status is NotificationStatus.Failed)}.";
    }

    private static string Steps(List<NotificationResult> results, Func<NotificationStatus, bool> isOne) =>
        string.Join(", ", results.Where(result => isOne(result.Status)).Select(static result => $"vault {result.VaultName} in {result.Region} (notifications)"));

    private async Task WriteAsync(NotificationChange change, CancellationToken cancellationToken)
    {
        var backup = session.Backup(change.Region);
        session.Observer.Progress(new WorkProgress($"{(options.Remove ? "Taking the notifications off" : "Setting the notifications of")} backup vault {change.VaultName} in {change.Region}"));
        if (change.Desired!.TopicArn is { } topic)
        {
            var request = new PutBackupVaultNotificationsRequest { BackupVaultName = change.VaultName, SNSTopicArn = topic, BackupVaultEvents = [.. change.Desired.Events] };
            await backup.PutBackupVaultNotificationsAsync(request, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await backup.DeleteBackupVaultNotificationsAsync(new DeleteBackupVaultNotificationsRequest { BackupVaultName = change.VaultName }, cancellationToken).ConfigureAwait(false);
        }
    }
}
