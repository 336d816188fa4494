using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Deployment;
using AwsBackupPlan.Engine.Fleet;
using AwsBackupPlan.Engine.Plans;

namespace AwsBackupPlan.Engine.Onboarding.Setup;

/// <summary>Gives an account the multi-Region key with its aliases, the parameter with the plan document, and the settings that backups need. What is there is adopted.</summary>
internal sealed class AccountSetup(AccountSession session, SetupOptions options)
{
    private readonly AccountTarget _target = session.Target;

    /// <summary>Does what has to be done, once that is confirmed.</summary>
    public async Task<(InitializedAccount Result, Blocker? Blocker)> ApplyAsync(CancellationToken cancellationToken)
    {
        session.Observer.Progress(new WorkProgress("Reading what is there"));
        var document = options.PlanDocument ?? DefaultPlanDocument.Of(options.TagKey);
        CheckDocument(document);
        var names = new SetupNames(_target, options, session.Partition);
        var reader = new SetupReader(session, options, names);
        var state = await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        var changes = new SetupChanges(_target, options, names, state, document);
        var result = Standing(names, state, changes);
        foreach (var warning in changes.Warnings)
        {
            session.Observer.Warning(warning);
        }

        if (changes.Blockers.Count > 0)
        {
            return (Blocked(result, changes), changes.Blockers[0]);
        }

        if (changes.Pending.Count == 0)
        {
            return (result with { Message = "Everything is as wanted; nothing was written." }, null);
        }

        return await session.Observer.ConfirmAsync(changes.ToConfirmation(), cancellationToken).ConfigureAwait(false) switch
        {
            Decision.WhatIf => (result with { Status = DeploymentStatus.WhatIf, Message = $"Would {ChangePhrase.Infinitive(changes.Pending)}. Nothing was written." }, null),
            Decision.Proceed => (await ApplyAsync(names, reader, state, changes, result, cancellationToken).ConfigureAwait(false), null),
            _ => (result with { Status = DeploymentStatus.Declined, Message = $"You declined to {ChangePhrase.Infinitive(changes.Pending)}. Nothing was written." }, null),
        };
    }

    // A document that no plan can be made of is of no use in the parameter.
    private void CheckDocument(string document) =>
        DesiredState.Create(PlanDocument.Parse(document), _target, new DeploymentOptions { TagKey = options.TagKey, KeyAlias = options.KeyAlias }, session.Partition, session.Time.GetUtcNow().AddDays(-1).Year);

    private async Task<InitializedAccount> ApplyAsync(SetupNames names, SetupReader reader, SetupState state, SetupChanges changes, InitializedAccount result, CancellationToken cancellationToken)
    {
        var progress = new ChangeProgress();
        progress.Plan(changes.Pending);
        try
        {
            var (keys, orphan) = await new SetupApplication(session, options, names, reader, state, changes, progress).ApplyAsync(cancellationToken).ConfigureAwait(false);
            return result with
            {
                Status = changes.IsNothingThere ? DeploymentStatus.Created : DeploymentStatus.Updated,
                KeyId = Id(keys[_target.Region]),
                KeyArn = [keys[_target.Region], .. _target.CopyRegions.Select(region => keys[region])],
                Changes = [.. changes.Changes.Select(change => change.ResourceType == BackupResourceType.KmsKey ? change with { ResourceArn = keys[change.Region] } : change)],
                Message = orphan is null ? $"{ChangePhrase.Past(changes.Pending)}." : $"{ChangePhrase.Past(changes.Pending)}, or found them made by another run. {orphan}",
            };
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw progress.Failed(exception, _target);
        }
    }

    private static InitializedAccount Blocked(InitializedAccount result, SetupChanges changes) => result with
    {
        Status = DeploymentStatus.Blocked,
        Message = $"{string.Join(" ", changes.Blockers.Select(static blocker => blocker.Change.Reason))} Nothing was written.",
        Remedy = string.Join(" ", changes.Blockers.Select(static blocker => blocker.Change.Remedy).Distinct(StringComparer.Ordinal)),
    };

    private InitializedAccount Standing(SetupNames names, SetupState state, SetupChanges changes) => new()
    {
        AccountId = _target.AccountId,
        AbsName = _target.AbsName,
        Region = _target.Region,
        CopyRegion = _target.CopyRegions,
        Status = DeploymentStatus.Unchanged,
        KeyAlias = names.Alias,
        KeyId = state.Key?.KeyId,
        KeyArn = [.. new[] { _target.Region }.Concat(_target.CopyRegions).Select(region => state.Replicas.TryGetValue(region, out var key) ? key.Arn : null).OfType<string>()],
        PlanParameterName = options.PlanParameterName,
        Changes = changes.Changes,
        Message = string.Empty,
    };

    private static string Id(string keyArn) => keyArn.Substring(keyArn.IndexOf('/') + 1);
}
