using Amazon.SimpleSystemsManagement;
using Amazon.SimpleSystemsManagement.Model;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Accounts.Calls;
using AwsBackupPlan.Engine.Accounts.Sessions;
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
        var changes = new SetupChanges(_target, options, names, state, document, FaultOf(state.Parameter));
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
            return (result with { Message = changes.PlanLeft is { } left ? $"Everything is as wanted but for the plan document, which was left: {left} Nothing was written." : "Everything is as wanted; nothing was written." }, null);
        }

        return await session.Observer.ConfirmAsync(changes.ToConfirmation(), cancellationToken).ConfigureAwait(false) switch
        {
            Decision.WhatIf => (result with { Status = DeploymentStatus.WhatIf, Message = $"Would {ChangePhrase.Infinitive(changes.Pending)}. Nothing was written.{AlsoLeft(changes)}" }, null),
            Decision.Proceed => (await ApplyAsync(names, reader, state, changes, result, cancellationToken).ConfigureAwait(false), null),
            _ => (result with { Status = DeploymentStatus.Declined, Message = $"You declined to {ChangePhrase.Infinitive(changes.Pending)}. Nothing was written." }, null),
        };
    }

    private static string AlsoLeft(SetupChanges changes) => changes.PlanLeft is { } left ? $" The plan document was left: {left}" : string.Empty;

    // Of a SecureString nothing is told that stands in it.
    private string? FaultOf(Parameter? there)
    {
        try
        {
            if (there is not null)
            {
                CheckDocument(there.Value);
            }

            return there?.Type == ParameterType.StringList ? "It is a StringList, and a plan document is a String or SecureString." : null;
        }
        catch (PlanDocumentException exception)
        {
            return CallFault.Sentence(there!.Type == ParameterType.SecureString ? exception.WithoutContent() : exception.Message);
        }
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
                Message = $"{ChangePhrase.Past(changes.Pending)}{(orphan is null ? "." : $", or found them made by another run. {orphan}")}{AlsoLeft(changes)}",
            };
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw progress.Failed(exception, _target);
        }
    }

    private InitializedAccount Blocked(InitializedAccount result, SetupChanges changes) => result with
    {
        Status = DeploymentStatus.Blocked,
        Message = $"{string.Join(" ", changes.Blockers.Select(static blocker => blocker.Change.Reason))} Nothing was written.",
        Remedy = string.Join("\n", changes.Blockers.SelectMany(blocker => KeyRemedy.Of(blocker, Again).Split('\n')).Distinct(StringComparer.Ordinal)),
    };

    private string Again(string? alias) => SetupCommand.Of(_target, options with { KeyAlias = alias ?? options.KeyAlias }, options.OptIn ? "-OptIn" : string.Empty);

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
        Remedy = changes.PlanLeft is null ? null : SetupCommand.WritingPlan(SetupCommand.Of(_target, options, SetupCommand.OverwritePlan)),
    };

    private static string Id(string keyArn) => keyArn.Substring(keyArn.IndexOf('/') + 1);
}
