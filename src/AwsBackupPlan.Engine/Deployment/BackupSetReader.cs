using Amazon.Backup.Model;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Plans;

namespace AwsBackupPlan.Engine.Deployment;

/// <summary>Reads what is deployed in an account. What does not depend on one another is read at the same time.</summary>
internal sealed class BackupSetReader(AccountSession session)
{
    private const int LargestPage = 1000;

    /// <summary>The plans of the primary Region whose name fits, from all pages, with tags and selections.</summary>
    public async Task<IReadOnlyList<DeployedPlan>> ReadPlansAsync(Func<string, bool> nameFits, CancellationToken cancellationToken)
    {
        var backup = session.Backup(session.Target.Region);
        var plans = Pages.ReadAsync(
            (token, cancel) => backup.ListBackupPlansAsync(new ListBackupPlansRequest { MaxResults = LargestPage, NextToken = token }, cancel),
            static page => page.BackupPlansList,
            static page => page.NextToken,
            cancellationToken);
        var reading = new List<Task<DeployedPlan?>>();
        await foreach (var plan in plans.ConfigureAwait(false))
        {
            if (plan.DeletionDate is null && nameFits(plan.BackupPlanName))
            {
                reading.Add(ReadPlanAsync(plan, cancellationToken));
            }
        }

        return [.. (await Task.WhenAll(reading).ConfigureAwait(false)).OfType<DeployedPlan>()];
    }

    /// <summary>The vault of a name in a Region, or <see langword="null"/> when there is none.</summary>
    /// <remarks>
    /// From the list, which knows as much as DescribeBackupVault. That one answers for a vault that does not exist as it does
    /// for one that may not be read.
    /// </remarks>
    public async Task<DeployedVault?> ReadVaultAsync(string region, string name, CancellationToken cancellationToken)
    {
        var vaults = await ReadVaultsAsync(region, cancellationToken).ConfigureAwait(false);
        return vaults.FirstOrDefault(vault => string.Equals(vault.Name, name, StringComparison.Ordinal));
    }

    /// <summary>The vault of a name in a Region with its tags, or <see langword="null"/> when there is none.</summary>
    public async Task<DeployedVault?> ReadTaggedVaultAsync(string region, string name, CancellationToken cancellationToken) =>
        await ReadVaultAsync(region, name, cancellationToken).ConfigureAwait(false) is { } vault
            ? vault with { Tags = await ReadTagsAsync(region, vault.Arn, cancellationToken).ConfigureAwait(false) }
            : null;

    /// <summary>All vaults of a Region.</summary>
    public async Task<IReadOnlyList<DeployedVault>> ReadVaultsAsync(string region, CancellationToken cancellationToken)
    {
        var backup = session.Backup(region);
        var members = Pages.ReadAsync(
            (token, cancel) => backup.ListBackupVaultsAsync(new ListBackupVaultsRequest { MaxResults = LargestPage, NextToken = token }, cancel),
            static page => page.BackupVaultList,
            static page => page.NextToken,
            cancellationToken);
        var vaults = new List<DeployedVault>();
        await foreach (var member in members.ConfigureAwait(false))
        {
            vaults.Add(new DeployedVault(
                region, member.BackupVaultName, member.BackupVaultArn, member.EncryptionKeyArn, member.VaultType?.Value, member.NumberOfRecoveryPoints ?? 0, member.Locked ?? false));
        }

        return vaults;
    }

    private async Task<DeployedPlan?> ReadPlanAsync(BackupPlansListMember plan, CancellationToken cancellationToken)
    {
        var backup = session.Backup(session.Target.Region);
        try
        {
            var getting = backup.GetBackupPlanAsync(new GetBackupPlanRequest { BackupPlanId = plan.BackupPlanId }, cancellationToken);
            var tagging = ReadTagsAsync(session.Target.Region, plan.BackupPlanArn, cancellationToken);
            var selecting = ReadSelectionsAsync(plan.BackupPlanId, cancellationToken);
            await Task.WhenAll(getting, tagging, selecting).ConfigureAwait(false);
            var got = await getting.ConfigureAwait(false);
            return new DeployedPlan(plan.BackupPlanId, plan.BackupPlanArn, plan.BackupPlanName)
            {
                VersionId = got.VersionId,
                CreationDate = got.CreationDate?.ToUniversalTime(),
                LastExecutionDate = got.LastExecutionDate?.ToUniversalTime(),
                Definition = got.ToDefinition(),
                Tags = await tagging.ConfigureAwait(false),
                Selections = await selecting.ConfigureAwait(false),
            };
        }
        catch (Exception exception) when (BackupErrors.IsMissing(exception))
        {
            // It went while it was read.
            return null;
        }
    }

    private async Task<IReadOnlyList<DeployedSelection>> ReadSelectionsAsync(string planId, CancellationToken cancellationToken)
    {
        var backup = session.Backup(session.Target.Region);
        var members = Pages.ReadAsync(
            (token, cancel) => backup.ListBackupSelectionsAsync(new ListBackupSelectionsRequest { BackupPlanId = planId, MaxResults = LargestPage, NextToken = token }, cancel),
            static page => page.BackupSelectionsList,
            static page => page.NextToken,
            cancellationToken);
        var reading = new List<Task<DeployedSelection>>();
        await foreach (var member in members.ConfigureAwait(false))
        {
            reading.Add(ReadSelectionAsync(planId, member.SelectionId, cancellationToken));
        }

        return await Task.WhenAll(reading).ConfigureAwait(false);
    }

    private async Task<DeployedSelection> ReadSelectionAsync(string planId, string selectionId, CancellationToken cancellationToken)
    {
        var request = new GetBackupSelectionRequest { BackupPlanId = planId, SelectionId = selectionId };
        var got = await session.Backup(session.Target.Region).GetBackupSelectionAsync(request, cancellationToken).ConfigureAwait(false);
        return new DeployedSelection(selectionId, got.BackupSelection.ToDefinition());
    }

    private async Task<IReadOnlyDictionary<string, string>> ReadTagsAsync(string region, string arn, CancellationToken cancellationToken)
    {
        var backup = session.Backup(region);
        var pairs = Pages.ReadAsync(
            (token, cancel) => backup.ListTagsAsync(new ListTagsRequest { ResourceArn = arn, MaxResults = LargestPage, NextToken = token }, cancel),
            static page => page.Tags,
            static page => page.NextToken,
            cancellationToken);
        var tags = new Dictionary<string, string>(StringComparer.Ordinal);
        await foreach (var pair in pairs.ConfigureAwait(false))
        {
            tags[pair.Key] = pair.Value;
        }

        return tags;
    }
}
