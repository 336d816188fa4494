using System.Collections.Concurrent;
using Amazon.Backup.Model;
using Amazon.KeyManagementService.Model;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Deployment;
using AwsBackupPlan.Engine.Plans;

namespace AwsBackupPlan.Engine.Teardown;

/// <summary>
/// Whoever else needs the vaults: other deployments of the set, in Regions that nobody named, and other accounts. What they copied into the vaults
/// is not to be deleted, and a vault that they copy into is not either.
/// </summary>
/// <remarks>
/// Here a name is enough and no tag is asked for: the tag says what may be deleted, not what somebody needs.
/// </remarks>
/// <param name="session">The session in the account.</param>
/// <param name="regions">The Regions that are taken down.</param>
internal sealed class OtherDeployments(AccountSession session, IReadOnlyCollection<string> regions)
{
    private readonly ConcurrentDictionary<string, Deployment> _inRegion = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _isPlanThere = new(StringComparer.Ordinal);
    private readonly ResourceNames _names = new(session.Target.AbsName);

    // Whoever names a copy Region means all that is in the set's vault there; who does not, only the copies that came from here.
    private readonly IReadOnlyList<string> _named =
        [session.Target.Region, .. session.Target.CopyRegions.Where(_ => !session.Target.CopyRegionsAreDefault)];

    /// <summary>Why a recovery point is not to be deleted, or <see langword="null"/> when nobody else needs it.</summary>
    public async Task<DeletionAnswer?> RefusalAsync(RecoveryPointByBackupVault point, DeployedVault vault, CancellationToken cancellationToken)
    {
        var origins = RecoveryPointOrigin.Of(point).ToList();
        var byHand = $"aws backup delete-recovery-point --region {vault.Region} --backup-vault-name {vault.Name} --recovery-point-arn {point.RecoveryPointArn}; then run Remove-XacntBackupResource again.";
        if (origins.Find(origin => !string.Equals(origin.AccountId, session.Target.AccountId, StringComparison.Ordinal)) is { AccountId: { } accountId })
        {
            return new DeletionAnswer(
                DeletionAnswerKind.Refused, $"It comes from account {accountId}, which copied it here.", $"Ask whoever is responsible for account {accountId}. If it may go: {byHand}");
        }

        foreach (var region in origins.Select(static origin => origin.Region).Distinct(StringComparer.Ordinal).Where(region => !regions.Contains(region, StringComparer.Ordinal)))
        {
            if (await RefusalAsync(point, region, vault, byHand, cancellationToken).ConfigureAwait(false) is { } refusal)
            {
                return refusal;
            }
        }

        return origins.Count == 0 || origins.Exists(origin => _named.Contains(origin.Region, StringComparer.Ordinal)) || origins.TrueForAll(origin => !regions.Contains(origin.Region, StringComparer.Ordinal))
            ? null
            : new DeletionAnswer(
                DeletionAnswerKind.Refused,
                $"It comes from {origins[0].Region} and not from {session.Target.Region}: another deployment of the backup set has left it.",
                $"If it may go, name that Region: Remove-XacntBackupResource -Region {session.Target.Region} -CopyRegion {origins[0].Region}.");
    }

    /// <summary>Who copies into a vault from elsewhere, in words; <see langword="null"/> when nobody is known to.</summary>
    /// <remarks>A deployment needs the vault's key in its own Region: the key tells in which Regions to look.</remarks>
    public async Task<string?> UserOfAsync(DeployedVault vault, CancellationToken cancellationToken)
    {
        foreach (var region in (await KeyRegionsAsync(vault, cancellationToken).ConfigureAwait(false)).Except(regions, StringComparer.Ordinal))
        {
            var deployment = await FindOnceAsync(region, cancellationToken).ConfigureAwait(false);
            if (deployment.CopyRegions.Contains(vault.Region, StringComparer.Ordinal))
            {
                return $"the {deployment.Description} in {region}";
            }
        }

        return null;
    }

    private async Task<DeletionAnswer?> RefusalAsync(RecoveryPointByBackupVault point, string region, DeployedVault vault, string byHand, CancellationToken cancellationToken)
    {
        var deployment = await FindOnceAsync(region, cancellationToken).ConfigureAwait(false);
        if (deployment.Failure is { } failure)
        {
            var isPassing = failure.Category is FailureCategory.ResourceUnavailable or FailureCategory.OperationTimeout;
            return new DeletionAnswer(
                isPassing ? DeletionAnswerKind.Busy : DeletionAnswerKind.Refused,
                $"It comes from {region}, and whether another deployment there needs it cannot be told: {failure.Message}",
                $"Have that Region readable for the role {session.Target.RoleName}. Or if it may go: {byHand}",
                failure.Category);
        }

        var description = deployment.Description
            ?? (await IsPlanThereAsync(point.CreatedBy, region, cancellationToken).ConfigureAwait(false) ? $"backup plan {point.CreatedBy!.BackupPlanName ?? point.CreatedBy.BackupPlanId}" : null);
        return description is null ? null : new DeletionAnswer(
            DeletionAnswerKind.Refused,
            $"It comes from another deployment of the backup set, in {region}, whose {description} is still there.",
            $"Take that one down as well: Remove-XacntBackupResource -Region {region} -CopyRegion {vault.Region}.");
    }

    private async Task<Deployment> FindOnceAsync(string region, CancellationToken cancellationToken)
    {
        if (_inRegion.TryGetValue(region, out var known))
        {
            return known;
        }

        Deployment found;
        try
        {
            found = await FindAsync(region, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // A Region that is disabled or denied keeps what comes from it, and nothing else.
            found = new Deployment(null, [], AccountFailures.From(exception, session.Target));
            if (found.Failure!.Category is FailureCategory.ResourceUnavailable or FailureCategory.OperationTimeout)
            {
                return found;
            }
        }

        _inRegion[region] = found;
        return found;
    }

    // A vault alone counts, too: it was kept, and with it the copies of what is in it.
    private async Task<Deployment> FindAsync(string region, CancellationToken cancellationToken)
    {
        var reader = new BackupSetReader(session);
        var vault = reader.ReadVaultAsync(region, _names.Vault, cancellationToken);
        var plans = reader.ReadPlansAsync(region, name => string.Equals(name, _names.Plan, StringComparison.Ordinal), cancellationToken);
        await Task.WhenAll(vault, plans).ConfigureAwait(false);
        var found = await plans.ConfigureAwait(false);
        var description = found.Count > 0 ? $"backup plan {found[0].Name} ({found[0].PlanId})"
            : await vault.ConfigureAwait(false) is { } kept ? $"backup vault {kept.Name}"
            : null;
        return new Deployment(description, [.. found.SelectMany(plan => plan.CopyRegions(session.Target.AccountId, _names.Vault))], null);
    }

    // Whatever it is called by now.
    private async Task<bool> IsPlanThereAsync(RecoveryPointCreator? creator, string region, CancellationToken cancellationToken)
    {
        var arn = creator?.BackupPlanArn?.Split(':') ?? [];
        if (arn.Length != 7 || !string.Equals(arn[3], region, StringComparison.Ordinal))
        {
            return false;
        }

        if (!_isPlanThere.TryGetValue(creator!.BackupPlanArn, out var isThere))
        {
            isThere = await new BackupSetReader(session).IsPlanThereAsync(region, arn[6], cancellationToken).ConfigureAwait(false);
            _isPlanThere[creator.BackupPlanArn] = isThere;
        }

        return isThere;
    }

    private async Task<IReadOnlyList<string>> KeyRegionsAsync(DeployedVault vault, CancellationToken cancellationToken)
    {
        if (vault.EncryptionKeyArn is not { } keyArn)
        {
            return [];
        }

        try
        {
            var answer = await session.Kms(vault.Region).DescribeKeyAsync(new DescribeKeyRequest { KeyId = keyArn }, cancellationToken).ConfigureAwait(false);
            var key = answer.KeyMetadata.MultiRegionConfiguration;
            return key is null ? [] : [key.PrimaryKey.Region, .. (key.ReplicaKeys ?? []).Select(static replica => replica.Region)];
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && AccountFailures.From(exception, session.Target).Category is FailureCategory.ObjectNotFound or FailureCategory.PermissionDenied)
        {
            // The key has gone or may not be seen: nobody can copy into the vault any more, or nobody can say who does.
            session.Observer.Verbose($"The key {keyArn} of the vault {vault.Name} in {vault.Region} cannot be read; other deployments that copy into the vault are not looked for.");
            return [];
        }
    }

    /// <summary>What there is of the set in another Region.</summary>
    /// <param name="Description">The plan, or else the vault, in words; none when there is neither.</param>
    /// <param name="CopyRegions">Where its plans copy to.</param>
    /// <param name="Failure">Why that cannot be told.</param>
    private sealed record Deployment(string? Description, IReadOnlyList<string> CopyRegions, AccountFailure? Failure);
}
