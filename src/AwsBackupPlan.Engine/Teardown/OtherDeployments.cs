using System.Collections.Concurrent;
using Amazon.Backup.Model;
using Amazon.KeyManagementService.Model;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Accounts.Sessions;
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
/// <param name="regions">The Regions whose vault is taken down.</param>
internal sealed class OtherDeployments(AccountSession session, IReadOnlyCollection<string> regions)
{
    /// <summary>How long a fault that passes is taken for the answer. Each further recovery point would otherwise wait for it anew.</summary>
    private static readonly TimeSpan FaultLasts = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, Deployment> _known = new(StringComparer.Ordinal);
    private readonly ResourceNames _names = new(session.Target.AbsName);

    /// <summary>Why a recovery point is not to be deleted, or <see langword="null"/> when nobody else needs it.</summary>
    public async Task<DeletionAnswer?> RefusalAsync(RecoveryPointByBackupVault point, DeployedVault vault, CancellationToken cancellationToken)
    {
        var target = session.Target;
        var origins = RecoveryPointOrigin.Of(point, vault.Arn);
        var byHand = $"aws backup delete-recovery-point --region {vault.Region} --backup-vault-name {vault.Name} --recovery-point-arn {point.RecoveryPointArn}; then run Remove-XacntBackupResource again.";
        if (origins.FirstOrDefault(origin => !string.Equals(origin.AccountId, target.AccountId, StringComparison.Ordinal)) is { AccountId: { } accountId })
        {
            return new DeletionAnswer(
                DeletionAnswerKind.Refused, $"It comes from account {accountId}, which copied it here.", $"Ask whoever is responsible for account {accountId}. If it may go: {byHand}");
        }

        string[] from = [.. origins.Select(static origin => origin.Region).Distinct(StringComparer.Ordinal)];
        foreach (var region in from.Except(regions, StringComparer.Ordinal))
        {
            if (await RefusalAsync(point, region, vault, byHand, cancellationToken).ConfigureAwait(false) is { } refusal)
            {
                return refusal;
            }
        }

        // In a copy Region only the copies are meant: what was made there is another deployment's, which kept it.
        return from.Contains(target.Region, StringComparer.Ordinal) || from.Intersect(regions, StringComparer.Ordinal).FirstOrDefault() is not { } origin
            ? null
            : new DeletionAnswer(
                DeletionAnswerKind.Refused,
                $"It was made in {origin} and is no copy from {target.Region}: another deployment of the backup set may have kept it.",
                $"If it may go, take that Region down: Remove-XacntBackupResource -Region {origin}.");
    }

    /// <summary>Why a vault, empty though it is, is not to be deleted, or <see langword="null"/> when nobody else needs it.</summary>
    /// <remarks>A deployment needs the vault's key in its own Region: the key tells in which Regions to look.</remarks>
    public async Task<DeletionAnswer?> NeedAsync(DeployedVault vault, CancellationToken cancellationToken)
    {
        foreach (var region in (await KeyRegionsAsync(vault, cancellationToken).ConfigureAwait(false)).Except(regions, StringComparer.Ordinal))
        {
            var deployment = await FindAsync(region, cancellationToken).ConfigureAwait(false);
            if (deployment.Failure is { } failure)
            {
                return new DeletionAnswer(
                    DeletionAnswerKind.Refused,
                    $"It is empty now. Whether another deployment of the backup set, in {region}, copies into it cannot be told: {failure.Message}",
                    $"Run Remove-XacntBackupResource again once that Region can be read. Or if nobody copies into it: aws backup delete-backup-vault --region {vault.Region} --backup-vault-name {vault.Name}",
                    failure.Category);
            }

            if (deployment.CopyRegions.Contains(vault.Region, StringComparer.Ordinal))
            {
                return new DeletionAnswer(
                    DeletionAnswerKind.Refused,
                    $"It is empty now, and the {deployment.Description} in {region}, another deployment of the backup set, copies into it.",
                    "Nothing, while that deployment is to go on. The vault goes when that one is taken down.",
                    FailureCategory.ResourceBusy);
            }
        }

        return null;
    }

    private async Task<DeletionAnswer?> RefusalAsync(RecoveryPointByBackupVault point, string region, DeployedVault vault, string byHand, CancellationToken cancellationToken)
    {
        var deployment = await FindAsync(region, cancellationToken).ConfigureAwait(false);
        if (deployment is { Description: null, Failure: null })
        {
            deployment = await FindCreatorAsync(point.CreatedBy, region, cancellationToken).ConfigureAwait(false);
        }

        return deployment switch
        {
            { Failure: { } failure } => new DeletionAnswer(
                IsPassing(failure) ? DeletionAnswerKind.Busy : DeletionAnswerKind.Refused,
                $"It comes from {region}, and whether another deployment there needs it cannot be told: {failure.Message}",
                $"Have that Region readable for the role {session.Target.RoleName}. Or if it may go: {byHand}",
                failure.Category),
            { Description: { } description } => new DeletionAnswer(
                DeletionAnswerKind.Refused,
                $"It comes from another deployment of the backup set, in {region}, whose {description} is still there.",
                $"Take that one down as well: Remove-XacntBackupResource -Region {region} -CopyRegion {vault.Region}."),
            _ => null,
        };
    }

    private Task<Deployment> FindAsync(string region, CancellationToken cancellationToken) => OnceAsync(region, () => LookAsync(region, cancellationToken), cancellationToken);

    // The plan that made a recovery point, whatever it is called by now.
    private async Task<Deployment> FindCreatorAsync(RecoveryPointCreator? creator, string region, CancellationToken cancellationToken)
    {
        var arn = creator?.BackupPlanArn?.Split(':') ?? [];
        return arn.Length == 7 && string.Equals(arn[3], region, StringComparison.Ordinal)
            ? await OnceAsync(creator!.BackupPlanArn, LookForCreatorAsync, cancellationToken).ConfigureAwait(false)
            : Deployment.None;

        async Task<Deployment> LookForCreatorAsync() => await new BackupSetReader(session).IsPlanThereAsync(region, arn[6], cancellationToken).ConfigureAwait(false)
            ? Deployment.None with { Description = $"backup plan {creator!.BackupPlanName ?? arn[6]}" }
            : Deployment.None;
    }

    private async Task<Deployment> OnceAsync(string key, Func<Task<Deployment>> look, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(key, out var known) && (known.Failure is null || !IsPassing(known.Failure) || session.Time.GetElapsedTime(known.SeenAt) < FaultLasts))
        {
            return known;
        }

        Deployment found;
        try
        {
            found = await look().ConfigureAwait(false);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // A Region that is disabled or denied keeps what comes from it, and nothing else.
            found = Deployment.None with { Failure = AccountFailures.From(exception, session.Target), SeenAt = session.Time.GetTimestamp() };
        }

        _known[key] = found;
        return found;
    }

    private static bool IsPassing(AccountFailure failure) => failure.Category is FailureCategory.ResourceUnavailable or FailureCategory.OperationTimeout;

    // A vault alone counts, too: it was kept, and with it the copies of what is in it.
    private async Task<Deployment> LookAsync(string region, CancellationToken cancellationToken)
    {
        var reader = new BackupSetReader(session);
        var vault = reader.ReadVaultAsync(region, _names.Vault, cancellationToken);
        var plans = reader.ReadPlansAsync(region, name => string.Equals(name, _names.Plan, StringComparison.Ordinal), cancellationToken);
        await Task.WhenAll(vault, plans).ConfigureAwait(false);
        var found = await plans.ConfigureAwait(false);
        var description = found.Count > 0 ? $"backup plan {found[0].Name} ({found[0].PlanId})"
            : await vault.ConfigureAwait(false) is { } kept ? $"backup vault {kept.Name}"
            : null;
        return Deployment.None with { Description = description, CopyRegions = [.. found.SelectMany(plan => plan.CopyRegions(session.Target.AccountId, _names.Vault))] };
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
    /// <param name="SeenAt">The clock's timestamp of the failure.</param>
    private sealed record Deployment(string? Description, IReadOnlyList<string> CopyRegions, AccountFailure? Failure, long SeenAt)
    {
        /// <summary>There is nothing.</summary>
        public static Deployment None { get; } = new(null, [], null, 0);
    }
}
