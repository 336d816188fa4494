using Amazon.Backup.Model;
using Amazon.KeyManagementService;
using Amazon.KeyManagementService.Model;
using Amazon.SimpleSystemsManagement;
using Amazon.SimpleSystemsManagement.Model;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Accounts.Calls;
using AwsBackupPlan.Engine.Accounts.Sessions;
using AwsBackupPlan.Engine.Deployment;
using AwsBackupPlan.Engine.Plans;

namespace AwsBackupPlan.Engine.Onboarding.Setup;

/// <summary>Reads what an account has of what it is to be given.</summary>
internal sealed class SetupReader(AccountSession session, SetupOptions options, SetupNames names)
{
    private const int LargestPage = 1000;

    private readonly AccountTarget _target = session.Target;

    /// <summary>Reads it.</summary>
    public async Task<SetupState> ReadAsync(CancellationToken cancellationToken)
    {
        string[] regions = [_target.Region, .. _target.CopyRegions];
        var keying = Task.WhenAll(regions.Select(region => KeyReader.ReadAsync(session, region, names.Alias, cancellationToken)));
        var naming = ReadParameterAsync(cancellationToken);
        var settling = Task.WhenAll((options.OptIn ? regions : []).Select(async region => (Region: region, Types: await ReadOptInAsync(region, cancellationToken).ConfigureAwait(false))));
        await Task.WhenAll(keying, naming, settling).ConfigureAwait(false);

        var aliases = await keying.ConfigureAwait(false);
        var named = aliases.Select(static alias => alias.Key).FirstOrDefault(static found => found is not null);
        var vaults = named is null ? await ReadVaultsAsync(regions, cancellationToken).ConfigureAwait(false) : [];
        var key = named ?? await ReadKeyOfAsync(vaults, cancellationToken).ConfigureAwait(false) ?? await FindStartedAsync(cancellationToken).ConfigureAwait(false);
        var parameter = await naming.ConfigureAwait(false);
        return new SetupState
        {
            Aliases = aliases,
            Key = key,
            Vaults = vaults,
            Replicas = key is null ? new Dictionary<string, KeyMetadata>(StringComparer.Ordinal) : await ReadReplicasAsync(key, aliases, cancellationToken).ConfigureAwait(false),
            IsRotated = key is null ? null : await ReadRotationAsync(key, cancellationToken).ConfigureAwait(false),
            Parameter = parameter,
            ParameterKeyId = options.OverwritePlan && parameter?.Type == ParameterType.SecureString ? await ReadParameterKeyAsync(cancellationToken).ConfigureAwait(false) : null,
            OptIn = (await settling.ConfigureAwait(false)).ToDictionary(static region => region.Region, static region => region.Types, StringComparer.Ordinal),
        };
    }

    /// <summary>The key of the primary Region that an earlier run has made, or the template, and that is behind no alias; the first where there are more.</summary>
    public async Task<KeyMetadata?> FindStartedAsync(CancellationToken cancellationToken)
    {
        var kms = session.Kms(_target.Region);
        var entries = Pages.ReadAsync(
            (marker, cancel) => kms.ListKeysAsync(new ListKeysRequest { Limit = LargestPage, Marker = marker }, cancel),
            static page => page.Keys,
            static page => page.Truncated is true ? page.NextMarker : null,
            cancellationToken);
        var own = new List<KeyMetadata>();
        await foreach (var entry in entries.ConfigureAwait(false))
        {
            // So the ids of multi-Region keys begin.
            if (entry.KeyId.StartsWith("mrk-", StringComparison.Ordinal) && await ReadStartedAsync(kms, entry.KeyId, cancellationToken).ConfigureAwait(false) is { } started)
            {
                own.Add(started);
            }
        }

        return own.OrderBy(static key => key.CreationDate).ThenBy(static key => key.KeyId, StringComparer.Ordinal).FirstOrDefault();
    }

    /// <summary>The parameter as it is; <see langword="null"/> when there is none.</summary>
    public async Task<Parameter?> ReadParameterAsync(CancellationToken cancellationToken)
    {
        try
        {
            return (await session.Ssm(_target.Region).GetParameterAsync(new GetParameterRequest { Name = options.PlanParameterName, WithDecryption = true }, cancellationToken).ConfigureAwait(false)).Parameter;
        }
        catch (ParameterNotFoundException)
        {
            return null;
        }
    }

    // What is written over without a key gets the default one of the account.
    private async Task<string> ReadParameterKeyAsync(CancellationToken cancellationToken)
    {
        var ssm = session.Ssm(_target.Region);
        var request = new DescribeParametersRequest { ParameterFilters = [new ParameterStringFilter { Key = "Name", Option = "Equals", Values = [options.PlanParameterName] }] };
        var found = Pages.ReadAsync(
            (token, cancel) =>
            {
                request.NextToken = token;
                return ssm.DescribeParametersAsync(request, cancel);
            },
            static page => page.Parameters,
            static page => page.NextToken,
            cancellationToken);
        await foreach (var parameter in found.ConfigureAwait(false))
        {
            if (parameter.KeyId is { Length: > 0 } key)
            {
                return key;
            }
        }

        throw new StateMovedException($"The parameter {options.PlanParameterName} in {_target.Region} is not listed with its key.");
    }

    /// <summary>A key in a Region; <see langword="null"/> when it is not there.</summary>
    public async Task<KeyMetadata?> ReadKeyAsync(string region, string keyId, CancellationToken cancellationToken) =>
        (await KeyReader.ReadAsync(session, region, keyId, cancellationToken).ConfigureAwait(false)).Key;

    // A stack that goes takes the alias along and leaves the key. A vault keeps its key for ever: with another one behind the alias nothing could be deployed any more.
    private async Task<IReadOnlyList<DeployedVault>> ReadVaultsAsync(string[] regions, CancellationToken cancellationToken)
    {
        var (vaults, name) = (new BackupSetReader(session), new ResourceNames(_target.AbsName).Vault);
        return [.. (await Task.WhenAll(regions.Select(region => vaults.ReadVaultAsync(region, name, cancellationToken))).ConfigureAwait(false)).OfType<DeployedVault>()];
    }

    private async Task<KeyMetadata?> ReadKeyOfAsync(IReadOnlyList<DeployedVault> vaults, CancellationToken cancellationToken)
    {
        var own = vaults.Where(vault => vault.EncryptionKeyArn?.Split(':') is [_, _, _, _, var account, ..] && string.Equals(account, _target.AccountId, StringComparison.Ordinal));
        foreach (var vault in own)
        {
            if (await ReadKeyAsync(vault.Region, vault.EncryptionKeyArn!, cancellationToken).ConfigureAwait(false) is { } key && key.KeyManager == KeyManagerType.CUSTOMER)
            {
                return key;
            }
        }

        return null;
    }

    private async Task<KeyMetadata?> ReadStartedAsync(IAmazonKeyManagementService kms, string keyId, CancellationToken cancellationToken)
    {
        if (await ReadKeyAsync(_target.Region, keyId, cancellationToken).ConfigureAwait(false) is not { } key
            || !(string.Equals(key.Description, names.KeyDescription, StringComparison.Ordinal) || string.Equals(key.Description, names.TemplateKeyDescription, StringComparison.Ordinal)) || key.KeyState != KeyState.Enabled || key.MultiRegion is not true)
        {
            return null;
        }

        var wanted = names.Tag();
        var tags = (await kms.ListResourceTagsAsync(new ListResourceTagsRequest { KeyId = keyId }, cancellationToken).ConfigureAwait(false)).Tags ?? [];
        return tags.Exists(tag => string.Equals(tag.TagKey, wanted.TagKey, StringComparison.Ordinal) && string.Equals(tag.TagValue, wanted.TagValue, StringComparison.Ordinal)) ? key : null;
    }

    private async Task<IReadOnlyDictionary<string, KeyMetadata>> ReadReplicasAsync(KeyMetadata key, IReadOnlyList<RegionKey> aliases, CancellationToken cancellationToken)
    {
        var found = await Task.WhenAll(aliases.Select(async alias => alias.Key is { } behind && string.Equals(behind.KeyId, key.KeyId, StringComparison.Ordinal) ? (alias.Region, Key: behind)
            : (alias.Region, Key: key.MultiRegion is true ? await ReadKeyAsync(alias.Region, key.KeyId, cancellationToken).ConfigureAwait(false) : null))).ConfigureAwait(false);
        return found.Where(static region => region.Key is not null).ToDictionary(static region => region.Region, static region => region.Key!, StringComparer.Ordinal);
    }

    // Of a key that is not enabled it does not matter, and some kinds are never rotated.
    private async Task<bool?> ReadRotationAsync(KeyMetadata key, CancellationToken cancellationToken)
    {
        if (key.KeyState != KeyState.Enabled || key.KeySpec != KeySpec.SYMMETRIC_DEFAULT || key.Origin != OriginType.AWS_KMS || key.KeyManager == KeyManagerType.AWS)
        {
            return null;
        }

        var request = new GetKeyRotationStatusRequest { KeyId = key.KeyId };
        return (await session.Kms(key.Arn.Split(':')[3]).GetKeyRotationStatusAsync(request, cancellationToken).ConfigureAwait(false)).KeyRotationEnabled is true;
    }

    private async Task<IReadOnlyDictionary<string, bool>> ReadOptInAsync(string region, CancellationToken cancellationToken) =>
        (await session.Backup(region).DescribeRegionSettingsAsync(new DescribeRegionSettingsRequest(), cancellationToken).ConfigureAwait(false)).ResourceTypeOptInPreference ?? [];
}
