using Amazon.Backup.Model;
using Amazon.SimpleSystemsManagement;
using Amazon.SimpleSystemsManagement.Model;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Accounts.Sessions;
using AwsBackupPlan.Engine.Deployment;
using AwsBackupPlan.Engine.Fleet;

namespace AwsBackupPlan.Engine.Onboarding.Setup;

/// <summary>Makes what an account is to be given: the key, its replicas, their aliases, the parameter, the settings. Each step can be repeated.</summary>
internal sealed class SetupApplication(AccountSession session, SetupOptions options, SetupNames names, SetupReader reader, SetupState state, SetupChanges changes, ChangeProgress progress)
{
    private readonly AccountTarget _target = session.Target;

    /// <summary>Makes it.</summary>
    /// <returns>The ARN of the key in each Region, and what became of a key that is of no use.</returns>
    public async Task<(IReadOnlyDictionary<string, string> Keys, string? Orphan)> ApplyAsync(CancellationToken cancellationToken)
    {
        var keys = new SetupKeys(session, names, reader, state, changes, progress);
        await keys.ApplyAsync(cancellationToken).ConfigureAwait(false);
        await WriteParameterAsync(cancellationToken).ConfigureAwait(false);
        foreach (var setting in changes.Pending.Where(static change => change.ResourceType == BackupResourceType.RegionSettings))
        {
            await SwitchOnAsync(setting, cancellationToken).ConfigureAwait(false);
        }

        return (keys.Arns, keys.Orphan);
    }

    private async Task WriteParameterAsync(CancellationToken cancellationToken)
    {
        var change = changes.Of(BackupResourceType.PlanParameter, _target.Region);
        if (change.Action is not (ChangeAction.Create or ChangeAction.Update))
        {
            return;
        }

        Report($"Writing the parameter {options.PlanParameterName}");
        var isNew = change.Action == ChangeAction.Create;
        var request = new PutParameterRequest
        {
            Name = options.PlanParameterName,
            Value = changes.Document,
            Type = changes.ParameterType,
            KeyId = isNew ? null : state.ParameterKeyId,
            Description = isNew ? $"The backup plan of {_target.AbsName}. Made by AwsBackupPlan." : null,
            Overwrite = !isNew,
            // A parameter that is advanced stays so.
            Tier = isNew || changes.Tier == ParameterTier.Advanced ? changes.Tier : null,
            // AWS takes them for a new one alone.
            Tags = isNew ? [new Amazon.SimpleSystemsManagement.Model.Tag { Key = options.TagKey, Value = _target.AbsName }] : null,
        };
        try
        {
            await session.Ssm(_target.Region).PutParameterAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (ParameterAlreadyExistsException exception)
        {
            if (!string.Equals((await reader.ReadParameterAsync(cancellationToken).ConfigureAwait(false))?.Value, changes.Document, StringComparison.Ordinal))
            {
                throw new StateMovedException($"The parameter {options.PlanParameterName} in {_target.Region} exists by now, with another document.", exception);
            }
        }

        progress.Done(change);
    }

    // All that was read goes along: whether AWS merges or replaces, no other type changes.
    private async Task SwitchOnAsync(ResourceChange change, CancellationToken cancellationToken)
    {
        Report($"Switching RDS and Aurora on in {change.Region}");
        var types = state.OptIn[change.Region].ToDictionary(static type => type.Key, static type => type.Value, StringComparer.Ordinal);
        types["RDS"] = types["Aurora"] = true;
        await session.Backup(change.Region).UpdateRegionSettingsAsync(new UpdateRegionSettingsRequest { ResourceTypeOptInPreference = types }, cancellationToken).ConfigureAwait(false);
        progress.Done(change);
    }

    private void Report(string step) => session.Observer.Progress(new WorkProgress(step));
}
