using Amazon.KeyManagementService;
using Amazon.KeyManagementService.Model;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Accounts.Calls;
using AwsBackupPlan.Engine.Accounts.Sessions;
using AwsBackupPlan.Engine.Deployment;
using AwsBackupPlan.Engine.Plans;

namespace AwsBackupPlan.Engine.Monitoring.OnDemand;

/// <summary>The vaults that recovery points are to be copied to.</summary>
internal sealed class CopyTargets(AccountSession session, CopyStartOptions options)
{
    private readonly AccountTarget _target = session.Target;
    private readonly ResourceNames _names = new(session.Target.AbsName);
    private readonly SoughtSet _sought = new(session.Target.AbsName);
    private readonly BackupSetReader _reader = new(session);

    /// <summary>Whether the plan of the backup set has to be read.</summary>
    public static bool NeedsPlan(AccountTarget target, CopyStartOptions options) => options.DestinationVaultArn is null && target.CopyRegionsAreDefault;

    /// <summary>The destinations, each with the vault where it is the account's own. Only what a copy can go to is among them.</summary>
    /// <exception cref="AccountException">One cannot be copied to.</exception>
    public async Task<IReadOnlyList<(string Arn, DeployedVault? Vault)>> ReadAsync(CancellationToken cancellationToken)
    {
        if (options.DestinationVaultArn is { } arn)
        {
            return [(arn, string.Equals(arn.Split(':')[4], _target.AccountId, StringComparison.Ordinal) ? await ReadVaultAsync(arn, cancellationToken).ConfigureAwait(false) : null)];
        }

        var regions = NeedsPlan(_target, options) ? await RegionsAsync(cancellationToken).ConfigureAwait(false) : _target.CopyRegions;
        if (regions.Count == 0)
        {
            throw new AccountException(
                "CopyRegionNotKnown",
                FailureCategory.InvalidArgument,
                $"Nobody says where the copies of {_target.Region} of account {_target.AccountId} are to go. Nothing was started.",
                "Name the Regions with -CopyRegion, or a vault with -DestinationVaultArn.")
            {
                Region = _target.Region,
            };
        }

        var arns = regions.Select(region => $"arn:{session.Partition}:backup:{region}:{_target.AccountId}:backup-vault:{_names.Vault}");
        return [.. await Task.WhenAll(arns.Select(async own => (own, (DeployedVault?)await ReadVaultAsync(own, cancellationToken).ConfigureAwait(false)))).ConfigureAwait(false)];
    }

    // The plan says where its copies go; a Region without one has the module's default.
    private async Task<IReadOnlyList<string>> RegionsAsync(CancellationToken cancellationToken)
    {
        var owner = new OwnershipTag(options.TagKey, _target.AbsName);
        var plans = await _reader.ReadPlansAsync(_sought.IsPlan, cancellationToken).ConfigureAwait(false);
        var own = plans.Where(plan => owner.Of(plan.Tags) == Ownership.Own).ToList();
        return own.Count == 0 ? _target.CopyRegions : [.. own.SelectMany(plan => plan.CopyRegions(_target.AccountId, _names.Vault)).Distinct(StringComparer.Ordinal)];
    }

    private async Task<DeployedVault> ReadVaultAsync(string arn, CancellationToken cancellationToken)
    {
        var (region, name) = (arn.Split(':')[3], arn.Split(':')[6]);
        var vault = await _reader.ReadVaultAsync(region, name, cancellationToken).ConfigureAwait(false)
            ?? throw StartFaults.VaultNotFound(_target, region, $"{name}{_sought.Hint}", options.DestinationVaultArn is null
                ? $"Make it with New-XacntBackupPlan -CopyRegion {region}, or name another with -CopyRegion or -DestinationVaultArn."
                : $"Name one that is there with -DestinationVaultArn: aws backup list-backup-vaults --region {region} shows them.");
        await CheckKeyAsync(vault, cancellationToken).ConfigureAwait(false);
        return vault;
    }

    private async Task CheckKeyAsync(DeployedVault vault, CancellationToken cancellationToken)
    {
        if (vault.EncryptionKeyArn is not { } arn)
        {
            return;
        }

        KeyMetadata key;
        try
        {
            key = (await session.Kms(vault.Region).DescribeKeyAsync(new DescribeKeyRequest { KeyId = arn }, cancellationToken).ConfigureAwait(false)).KeyMetadata;
        }
        catch (NotFoundException)
        {
            throw KeyFault(vault, $"is encrypted with {arn}, which is not there any more: every copy would fail", "Copy to another vault with -DestinationVaultArn.");
        }
        catch (AmazonKeyManagementServiceException exception) when (CallFault.IsAccessDenied(exception))
        {
            // The policy of a key need not let the module look: AWS Backup's role is what counts.
            session.Observer.Verbose($"Whether the key of the vault {vault.Name} in {vault.Region} can be used is not known: {AccountFailures.From(exception, _target).Message}");
            return;
        }

        // Within a Region AWS's own key does.
        if (key.KeyManager == KeyManagerType.AWS && !string.Equals(vault.Region, _target.Region, StringComparison.Ordinal))
        {
            throw KeyFault(vault, $"is encrypted with {arn}, which is a key of AWS's own: copies of databases cannot be encrypted with it", "Copy to a vault with a customer key: New-XacntBackupPlan makes one; name it with -DestinationVaultArn.");
        }

        if (key.KeyState != KeyState.Enabled)
        {
            throw KeyFault(vault, $"is encrypted with {arn}, which is {key.KeyState}: every copy would fail", $"Make the key usable: aws kms describe-key --key-id {arn} --region {vault.Region} shows its state, and aws kms enable-key --key-id {arn} --region {vault.Region} enables one that is disabled.");
        }
    }

    private AccountException KeyFault(DeployedVault vault, string fault, string remedy) => new(
        "KeyNotUsable", FailureCategory.InvalidOperation, $"The backup vault {vault.Name} in {vault.Region} of account {_target.AccountId} {fault}. Nothing was started.", remedy)
    {
        Region = vault.Region,
    };
}
