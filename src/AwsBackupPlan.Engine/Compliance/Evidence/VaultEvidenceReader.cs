using Amazon.Backup.Model;
using Amazon.KeyManagementService.Model;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Accounts.Calls;
using AwsBackupPlan.Engine.Accounts.Sessions;
using AwsBackupPlan.Engine.Deployment;
using AwsBackupPlan.Engine.Monitoring;
using AwsBackupPlan.Engine.Monitoring.ProtectedResources;

namespace AwsBackupPlan.Engine.Compliance.Evidence;

/// <summary>Reads the vaults that plans fill, and those of backup sets: their policies, keys and recovery points.</summary>
internal sealed class VaultEvidenceReader(AccountSession session, Reading<IReadOnlyList<DeployedPlan>> plans, Reading<IReadOnlyList<SurveyedDatabase>> databases, EvidenceKinds needs)
{
    private const int LargestPage = 1000;

    private readonly AccountTarget _target = session.Target;
    private readonly AbsNamePattern _absName = AbsNamePattern.Parse(session.Target.AbsName);

    /// <summary>The Regions in which an account has recovery points: its primary one, and those that plans copy to.</summary>
    public static IReadOnlyList<string> RegionsOf(AccountTarget target, Reading<IReadOnlyList<DeployedPlan>> plans) =>
    [
        .. (plans.Failure is null ? Places(target, plans.Value).Select(static place => place.Region) : []).Prepend(target.Region)
            .Concat(target.CopyRegionsAreDefault ? [] : target.CopyRegions).Distinct(StringComparer.Ordinal),
    ];

    /// <summary>Reads the vaults, and those that are logically air-gapped.</summary>
    public async Task<(Reading<IReadOnlyList<VaultEvidence>> Vaults, Reading<IReadOnlyList<VaultEvidence>> AirGapped, IReadOnlyList<(string Region, AccountFailure Failure)> Unread)> ReadAsync(CancellationToken cancellationToken)
    {
        if (plans.Failure is { } failure)
        {
            return (Reading<IReadOnlyList<VaultEvidence>>.Failed(failure), Reading<IReadOnlyList<VaultEvidence>>.Failed(failure), []);
        }

        if ((needs & (EvidenceKinds.Vaults | EvidenceKinds.AirGappedPoints)) == EvidenceKinds.None)
        {
            return (Reading<IReadOnlyList<VaultEvidence>>.Of([]), Reading<IReadOnlyList<VaultEvidence>>.Of([]), []);
        }

        var regions = await Task.WhenAll(RegionsOf(_target, plans).Select(region => ReadRegionAsync(region, cancellationToken))).ConfigureAwait(false);
        List<(string Region, AccountFailure Failure)> unread = [.. regions.Where(static region => region.Unread is not null).Select(static region => (region.Region, region.Unread!))];
        return (
            Reading<IReadOnlyList<VaultEvidence>>.Of([.. regions.SelectMany(static region => region.Vaults)]),
            unread.Count == 0 ? Reading<IReadOnlyList<VaultEvidence>>.Of([.. regions.SelectMany(static region => region.AirGapped)]) : Reading<IReadOnlyList<VaultEvidence>>.Failed(unread[0].Failure),
            unread);
    }

    private static IEnumerable<(string Region, string Name)> Places(AccountTarget target, IReadOnlyList<DeployedPlan> plans) =>
        plans.SelectMany(static plan => plan.Definition.Rules).Select(rule => (target.Region, Name: rule.TargetBackupVaultName ?? string.Empty))
            .Concat(plans.SelectMany(static plan => plan.Definition.Rules).SelectMany(static rule => rule.CopyActions).Select(static copy => copy.DestinationBackupVaultArn?.Split(':') ?? [])
                .Where(arn => arn.Length == 7 && string.Equals(arn[4], target.AccountId, StringComparison.Ordinal)).Select(static arn => (arn[3], arn[6])))
            .Distinct();

    private async Task<(string Region, IReadOnlyList<VaultEvidence> Vaults, IReadOnlyList<VaultEvidence> AirGapped, AccountFailure? Unread)> ReadRegionAsync(string region, CancellationToken cancellationToken)
    {
        var named = Places(_target, plans.Value).Where(place => string.Equals(place.Region, region, StringComparison.Ordinal)).Select(static place => place.Name).ToList();
        var listed = await TryAsync(() => new BackupSetReader(session).ReadVaultsAsync(region, cancellationToken), cancellationToken).ConfigureAwait(false);
        if (listed.Failure is { } failure)
        {
            return (region, [.. named.Select(name => Evidence(region, name, Reading<DeployedVault?>.Failed(failure)))], [], failure);
        }

        var vaults = named.Concat(listed.Value.Select(static vault => vault.Name).Where(name => VaultNames.AbsNameOf(name) is { Length: > 0 } set && _absName.IsMatch(set))).Distinct(StringComparer.Ordinal)
            .Select(name => Evidence(region, name, Reading<DeployedVault?>.Of(listed.Value.FirstOrDefault(vault => string.Equals(vault.Name, name, StringComparison.Ordinal)))));
        var airGapped = (needs & EvidenceKinds.AirGappedPoints) == EvidenceKinds.None ? [] : listed.Value.Where(static vault => vault.IsAirGapped).Select(vault => Evidence(region, vault.Name, Reading<DeployedVault?>.Of(vault)));
        return (
            region,
            await Task.WhenAll(vaults.Select(vault => EnrichAsync(vault, needs, cancellationToken))).ConfigureAwait(false),
            await Task.WhenAll(airGapped.Select(vault => EnrichAsync(vault, EvidenceKinds.Points, cancellationToken))).ConfigureAwait(false),
            null);
    }

    private VaultEvidence Evidence(string region, string name, Reading<DeployedVault?> vault) =>
        new(region, name, $"arn:{session.Partition}:backup:{region}:{_target.AccountId}:backup-vault:{name}", VaultNames.AbsNameOf(name), vault);

    private async Task<VaultEvidence> EnrichAsync(VaultEvidence vault, EvidenceKinds kinds, CancellationToken cancellationToken)
    {
        if (vault.Vault.Value is not { } deployed)
        {
            return vault;
        }

        var policy = (kinds & EvidenceKinds.Policies) == EvidenceKinds.None ? null : TryAsync(() => new BackupSetReader(session).ReadPolicyAsync(vault.Region, vault.Name, cancellationToken), cancellationToken);
        var key = (kinds & EvidenceKinds.Keys) == EvidenceKinds.None || deployed.EncryptionKeyArn is null || deployed.IsKeyOfAws ? null : TryAsync(() => ReadKeyAsync(vault.Region, deployed.EncryptionKeyArn, cancellationToken), cancellationToken);
        var points = (kinds & EvidenceKinds.Points) == EvidenceKinds.None ? null : TryAsync(() => ReadPointsAsync(vault, cancellationToken), cancellationToken);
        return vault with
        {
            Policy = policy is null ? vault.Policy : await policy.ConfigureAwait(false),
            Key = key is null ? vault.Key : await key.ConfigureAwait(false),
            Points = points is null ? vault.Points : await points.ConfigureAwait(false),
        };
    }

    private Task<Reading<T>> TryAsync<T>(Func<Task<T>> read, CancellationToken cancellationToken) => Reading<T>.OfAsync(read, _target, cancellationToken);

    private async Task<KeyMetadata?> ReadKeyAsync(string region, string keyArn, CancellationToken cancellationToken)
    {
        try
        {
            return (await session.Kms(region).DescribeKeyAsync(new DescribeKeyRequest { KeyId = keyArn }, cancellationToken).ConfigureAwait(false)).KeyMetadata;
        }
        catch (NotFoundException)
        {
            return null;
        }
    }

    private async Task<IReadOnlyList<PointFacts>> ReadPointsAsync(VaultEvidence vault, CancellationToken cancellationToken)
    {
        var backup = session.Backup(vault.Region);
        var points = Pages.ReadAsync(
            (token, cancel) => backup.ListRecoveryPointsByBackupVaultAsync(new ListRecoveryPointsByBackupVaultRequest { BackupVaultName = vault.Name, MaxResults = LargestPage, NextToken = token }, cancel),
            static page => page.RecoveryPoints,
            static page => page.NextToken,
            cancellationToken);
        var facts = new Dictionary<string, PointFacts>(StringComparer.Ordinal);
        await foreach (var point in points.ConfigureAwait(false))
        {
            if (point.ResourceArn is { } arn && IsWanted(vault, arn, point.ResourceType))
            {
                if (!facts.TryGetValue(arn, out var of))
                {
                    facts.Add(arn, of = new PointFacts(arn, point.ResourceType));
                }

                of.Add(point.RecoveryPointArn, point.Status?.Value, point.IsEncrypted, point.Lifecycle?.DeleteAfterDays, point.CreationDate?.ToUniversalTime());
            }
        }

        return [.. facts.Values.Where(static of => of.Count > 0).OrderBy(static of => of.ResourceArn, StringComparer.Ordinal)];
    }

    // A vault that is not the set's own can hold what is none of its concern.
    private bool IsWanted(VaultEvidence vault, string resourceArn, string? resourceType) =>
        (resourceType is null or "RDS" or "Aurora" or "Neptune" or "DocumentDB")
        && (string.Equals(_target.AbsName, "*", StringComparison.Ordinal)
            || (vault.AbsName.Length > 0 && _absName.IsMatch(vault.AbsName))
            || (databases.Failure is null && databases.Value.Any(database => string.Equals(database.Info.ResourceArn, resourceArn, StringComparison.Ordinal))));
}
