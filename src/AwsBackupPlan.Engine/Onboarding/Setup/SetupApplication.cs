using System.Collections.Concurrent;
using Amazon.Backup.Model;
using Amazon.KeyManagementService;
using Amazon.KeyManagementService.Model;
using Amazon.SimpleSystemsManagement;
using Amazon.SimpleSystemsManagement.Model;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Deployment;
using AwsBackupPlan.Engine.Fleet;
using AlreadyExistsException = Amazon.KeyManagementService.Model.AlreadyExistsException;

namespace AwsBackupPlan.Engine.Onboarding.Setup;

/// <summary>Makes what an account is to be given: the key, its replicas, their aliases, the parameter, the settings. Each step can be repeated.</summary>
internal sealed class SetupApplication(AccountSession session, SetupOptions options, SetupNames names, SetupReader reader, SetupState state, SetupChanges changes, ChangeProgress progress)
{
    private readonly AccountTarget _target = session.Target;
    private readonly ConcurrentDictionary<string, string> _keys = new(StringComparer.Ordinal);

    /// <summary>Makes it.</summary>
    /// <returns>The ARN of the key in each Region.</returns>
    public async Task<IReadOnlyDictionary<string, string>> ApplyAsync(CancellationToken cancellationToken)
    {
        var key = state.Key ?? await MakeKeyAsync(cancellationToken).ConfigureAwait(false);
        var primary = key.MultiRegionConfiguration?.PrimaryKey?.Region ?? key.Arn.Split(':')[3];
        await RotateAsync(key, primary, cancellationToken).ConfigureAwait(false);
        await Task.WhenAll(new[] { _target.Region }.Concat(_target.CopyRegions).Select(region => GiveAsync(region, key, primary, cancellationToken))).ConfigureAwait(false);
        await WriteParameterAsync(cancellationToken).ConfigureAwait(false);
        foreach (var setting in changes.Pending.Where(static change => change.ResourceType == BackupResourceType.RegionSettings))
        {
            await SwitchOnAsync(setting, cancellationToken).ConfigureAwait(false);
        }

        return _keys;
    }

    // Each call makes a key: where no answer came it is looked for before another one is made.
    private async Task<KeyMetadata> MakeKeyAsync(CancellationToken cancellationToken)
    {
        Report($"Creating the key of {_target.Region}");
        var request = new CreateKeyRequest
        {
            MultiRegion = true,
            Description = names.KeyDescription,
            Policy = names.KeyPolicy(),
            Tags = [Tag()],
        };
        var backoff = new Backoff(session.Time, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(1));
        while (true)
        {
            try
            {
                return (await session.KmsOnce(_target.Region).CreateKeyAsync(request, cancellationToken).ConfigureAwait(false)).KeyMetadata;
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested && AccountFailures.From(exception, _target).Category is FailureCategory.ResourceUnavailable or FailureCategory.OperationTimeout)
            {
                if (!await backoff.WaitAsync(cancellationToken).ConfigureAwait(false))
                {
                    throw;
                }

                session.Observer.Verbose($"No answer came for the key of {_target.Region} in account {_target.AccountId}. Looking whether it was made.");
                if (await reader.FindStartedAsync(cancellationToken).ConfigureAwait(false) is { } made)
                {
                    return made;
                }
            }
        }
    }

    private async Task RotateAsync(KeyMetadata key, string primary, CancellationToken cancellationToken)
    {
        if (state.Key is null || state.IsRotated is false)
        {
            Report($"Switching rotation of the key of {primary} on");
            await session.Kms(primary).EnableKeyRotationAsync(new EnableKeyRotationRequest { KeyId = key.KeyId }, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task GiveAsync(string region, KeyMetadata key, string primary, CancellationToken cancellationToken)
    {
        var there = state.Replicas.TryGetValue(region, out var found) ? found : string.Equals(region, key.Arn.Split(':')[3], StringComparison.Ordinal) ? key : null;
        if (there is null)
        {
            await ReplicateAsync(region, key, primary, cancellationToken).ConfigureAwait(false);
        }

        if (there is null || there.KeyState != KeyState.Enabled)
        {
            there = await WaitAsync(region, key, cancellationToken).ConfigureAwait(false);
        }

        _keys[region] = there.Arn;
        var change = changes.Of(BackupResourceType.KmsKey, region);
        if (change.Action is ChangeAction.Create or ChangeAction.Update)
        {
            progress.Done(change);
        }

        if (changes.Of(BackupResourceType.KmsAlias, region) is { Action: ChangeAction.Create } alias)
        {
            await NameAsync(region, key, cancellationToken).ConfigureAwait(false);
            progress.Done(alias);
        }
    }

    private async Task ReplicateAsync(string region, KeyMetadata key, string primary, CancellationToken cancellationToken)
    {
        Report($"Replicating the key to {region}");
        try
        {
            var request = new ReplicateKeyRequest { KeyId = key.KeyId, ReplicaRegion = region, Description = names.KeyDescription, Policy = names.KeyPolicy(), Tags = [Tag()] };
            await session.Kms(primary).ReplicateKeyAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (AlreadyExistsException)
        {
            session.Observer.Verbose($"The replica of {key.KeyId} in {region} exists by now.");
        }
    }

    private async Task<KeyMetadata> WaitAsync(string region, KeyMetadata key, CancellationToken cancellationToken)
    {
        var backoff = new Backoff(session.Time, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5));
        while (true)
        {
            // A replica can take a moment to show at all.
            var made = await reader.ReadKeyAsync(region, key.KeyId, cancellationToken).ConfigureAwait(false);
            if (made?.KeyState == KeyState.Enabled)
            {
                return made;
            }

            Report($"Waiting for the key of {region}");
            if (!await backoff.WaitAsync(cancellationToken).ConfigureAwait(false))
            {
                throw new AccountException(
                    "KeyNotReady",
                    FailureCategory.OperationTimeout,
                    $"The key {key.KeyId} in {region} of account {_target.AccountId} is {made?.KeyState?.Value ?? "not there"} after {(int)backoff.Elapsed.TotalMinutes} minutes.",
                    "Run this command again: it goes on where it stopped.")
                {
                    Region = region,
                };
            }
        }
    }

    private async Task NameAsync(string region, KeyMetadata key, CancellationToken cancellationToken)
    {
        Report($"Creating the alias of {region}");
        try
        {
            await session.Kms(region).CreateAliasAsync(new CreateAliasRequest { AliasName = names.Alias, TargetKeyId = key.KeyId }, cancellationToken).ConfigureAwait(false);
        }
        catch (AlreadyExistsException exception)
        {
            var behind = await reader.ReadKeyAsync(region, names.Alias, cancellationToken).ConfigureAwait(false);
            if (behind is null || !string.Equals(behind.KeyId, key.KeyId, StringComparison.Ordinal))
            {
                throw new StateMovedException($"The alias {names.Alias} in {region} is one of another key by now.", exception);
            }
        }
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

    private Amazon.KeyManagementService.Model.Tag Tag() => new() { TagKey = options.TagKey, TagValue = _target.AbsName };

    private void Report(string step) => session.Observer.Progress(new WorkProgress(step));
}
