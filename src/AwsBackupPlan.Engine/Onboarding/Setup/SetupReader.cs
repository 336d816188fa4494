using Amazon.Backup.Model;
using Amazon.KeyManagementService;
using Amazon.KeyManagementService.Model;
using Amazon.SimpleSystemsManagement.Model;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Deployment;

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
        var key = aliases.Select(static alias => alias.Key).FirstOrDefault(static found => found is not null) ?? await FindStartedAsync(cancellationToken).ConfigureAwait(false);
        return new SetupState
        {
            Aliases = aliases,
            Key = key,
            Replicas = key is null ? new Dictionary<string, KeyMetadata>(StringComparer.Ordinal) : await ReadReplicasAsync(key, aliases, cancellationToken).ConfigureAwait(false),
            IsRotated = key is null ? null : await ReadRotationAsync(key, cancellationToken).ConfigureAwait(false),
            Parameter = await naming.ConfigureAwait(false),
            OptIn = (await settling.ConfigureAwait(false)).ToDictionary(static region => region.Region, static region => region.Types, StringComparer.Ordinal),
        };
    }

    /// <summary>The key that an earlier run has made in the primary Region and given no alias yet; the first where there are more.</summary>
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

    /// <summary>A key in a Region; <see langword="null"/> when it is not there.</summary>
    public async Task<KeyMetadata?> ReadKeyAsync(string region, string keyId, CancellationToken cancellationToken) =>
        (await KeyReader.ReadAsync(session, region, keyId, cancellationToken).ConfigureAwait(false)).Key;

    private async Task<KeyMetadata?> ReadStartedAsync(IAmazonKeyManagementService kms, string keyId, CancellationToken cancellationToken)
    {
        if (await ReadKeyAsync(_target.Region, keyId, cancellationToken).ConfigureAwait(false) is not { } key
            || !string.Equals(key.Description, names.KeyDescription, StringComparison.Ordinal) || key.KeyState != KeyState.Enabled || key.MultiRegion is not true)
        {
            return null;
        }

        var tags = (await kms.ListResourceTagsAsync(new ListResourceTagsRequest { KeyId = keyId }, cancellationToken).ConfigureAwait(false)).Tags ?? [];
        return tags.Exists(tag => string.Equals(tag.TagKey, options.TagKey, StringComparison.Ordinal) && string.Equals(tag.TagValue, _target.AbsName, StringComparison.Ordinal)) ? key : null;
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
