using Amazon.Backup.Model;
using AwsBackupPlan.Engine.Accounts.Calls;
using AwsBackupPlan.Engine.Accounts.Sessions;
using AwsBackupPlan.Engine.Plans;
using AwsBackupPlan.Engine.Protection;

namespace AwsBackupPlan.Engine.Deployment;

/// <summary>Reads what is deployed in an account. What does not depend on one another is read at the same time.</summary>
internal sealed class BackupSetReader(AccountSession session)
{
    private const int LargestPage = 1000;

    /// <summary>The plans of the primary Region whose name fits, from all pages, with tags and selections. Those of AWS Organizations are none of a set's.</summary>
    public Task<IReadOnlyList<DeployedPlan>> ReadPlansAsync(Func<string, bool> nameFits, CancellationToken cancellationToken) =>
        ReadPlansAsync(session.Target.Region, nameFits, cancellationToken);

    /// <summary>The plans of a Region whose name fits, from all pages, with tags and selections. Those of AWS Organizations are none of a set's.</summary>
    public async Task<IReadOnlyList<DeployedPlan>> ReadPlansAsync(string region, Func<string, bool> nameFits, CancellationToken cancellationToken)
    {
        var fitting = await ListPlansAsync(region, nameFits, cancellationToken).ConfigureAwait(false);
        foreach (var foreign in fitting.Where(IsOfOrganizations))
        {
            session.WarnOnce($"The backup plan {foreign.BackupPlanName} ({foreign.BackupPlanId}) in {region} of account {session.Target.AccountId} is made by AWS Organizations of a backup policy. It is none of this module's and was left alone; what both it and a backup set take is backed up twice.");
        }

        return await ReadPlansAsync(region, fitting.Where(static plan => !IsOfOrganizations(plan)), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>All plans of a Region with tags and selections, those of AWS Organizations, too: for what protects databases.</summary>
    public async Task<IReadOnlyList<DeployedPlan>> ReadAllPlansAsync(string region, CancellationToken cancellationToken) =>
        await ReadPlansAsync(region, await ListPlansAsync(region, static _ => true, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

    /// <summary>All plans of a Region but those that are known already, whatever their names are and whoever's they are: of each what its rules put where.</summary>
    public async Task<IReadOnlyList<FillingPlan>> ReadFillingPlansAsync(string region, IReadOnlyCollection<string> knownIds, CancellationToken cancellationToken)
    {
        var plans = await ListPlansAsync(region, static _ => true, cancellationToken).ConfigureAwait(false);
        var reading = plans.Where(plan => !knownIds.Contains(plan.BackupPlanId, StringComparer.Ordinal)).Select(plan => ReadFillingPlanAsync(region, plan, cancellationToken));
        return [.. (await Task.WhenAll(reading).ConfigureAwait(false)).OfType<FillingPlan>()];
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
        await ReadVaultAsync(region, name, cancellationToken).ConfigureAwait(false) is { } vault ? await WithTagsAsync(vault, cancellationToken).ConfigureAwait(false) : null;

    /// <summary>A vault that was listed, with its tags.</summary>
    public async Task<DeployedVault> WithTagsAsync(DeployedVault vault, CancellationToken cancellationToken) =>
        vault with { Tags = await ReadTagsAsync(vault.Region, vault.Arn, cancellationToken).ConfigureAwait(false) };

    /// <summary>The vault of a name in a Region with its tags and its access policy, or <see langword="null"/> when there is none.</summary>
    public async Task<DeployedVault?> ReadVaultWithPolicyAsync(string region, string name, CancellationToken cancellationToken)
    {
        if (await ReadVaultAsync(region, name, cancellationToken).ConfigureAwait(false) is not { } vault)
        {
            return null;
        }

        var tagging = ReadTagsAsync(region, vault.Arn, cancellationToken);
        var reading = ReadPolicyAsync(region, name, cancellationToken);
        await Task.WhenAll(tagging, reading).ConfigureAwait(false);
        return vault with { Tags = await tagging.ConfigureAwait(false), AccessPolicy = await reading.ConfigureAwait(false) };
    }

    /// <summary>The access policy of a vault, or <see langword="null"/> when it has none.</summary>
    public async Task<string?> ReadPolicyAsync(string region, string name, CancellationToken cancellationToken)
    {
        try
        {
            return (await session.Backup(region).GetBackupVaultAccessPolicyAsync(new GetBackupVaultAccessPolicyRequest { BackupVaultName = name }, cancellationToken).ConfigureAwait(false)).Policy;
        }
        catch (ResourceNotFoundException)
        {
            return null;
        }
    }

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
                region, member.BackupVaultName, member.BackupVaultArn, member.EncryptionKeyArn, member.VaultType?.Value, member.NumberOfRecoveryPoints ?? 0, member.Locked ?? false)
            {
                KeyType = member.EncryptionKeyType?.Value,
                LockDate = member.LockDate?.ToUniversalTime(),
                MinRetentionDays = member.MinRetentionDays,
                MaxRetentionDays = member.MaxRetentionDays,
            });
        }

        return vaults;
    }

    private static bool IsOfOrganizations(BackupPlansListMember plan) => plan.BackupPlanId.StartsWith(DeployedPlan.OfOrganizations, StringComparison.Ordinal);

    private async Task<IReadOnlyList<DeployedPlan>> ReadPlansAsync(string region, IEnumerable<BackupPlansListMember> plans, CancellationToken cancellationToken) =>
        [.. (await Task.WhenAll(plans.Select(plan => ReadPlanAsync(region, plan, cancellationToken))).ConfigureAwait(false)).OfType<DeployedPlan>()];

    /// <summary>Whether a plan exists. AWS can answer for one that was deleted.</summary>
    public async Task<bool> IsPlanThereAsync(string region, string planId, CancellationToken cancellationToken)
    {
        try
        {
            var got = await session.Backup(region).GetBackupPlanAsync(new GetBackupPlanRequest { BackupPlanId = planId }, cancellationToken).ConfigureAwait(false);
            return got.DeletionDate is null;
        }
        catch (Exception exception) when (BackupErrors.IsMissing(exception))
        {
            return false;
        }
    }

    private async Task<IReadOnlyList<BackupPlansListMember>> ListPlansAsync(string region, Func<string, bool> nameFits, CancellationToken cancellationToken)
    {
        var backup = session.Backup(region);
        var plans = Pages.ReadAsync(
            (token, cancel) => backup.ListBackupPlansAsync(new ListBackupPlansRequest { MaxResults = LargestPage, NextToken = token }, cancel),
            static page => page.BackupPlansList,
            static page => page.NextToken,
            cancellationToken);
        var fitting = new List<BackupPlansListMember>();
        await foreach (var plan in plans.ConfigureAwait(false))
        {
            if (plan.DeletionDate is null && nameFits(plan.BackupPlanName))
            {
                fitting.Add(plan);
            }
        }

        return fitting;
    }

    private async Task<FillingPlan?> ReadFillingPlanAsync(string region, BackupPlansListMember plan, CancellationToken cancellationToken)
    {
        try
        {
            var got = await session.Backup(region).GetBackupPlanAsync(new GetBackupPlanRequest { BackupPlanId = plan.BackupPlanId }, cancellationToken).ConfigureAwait(false);
            return new FillingPlan(region, plan.BackupPlanName, got.ToDefinition(), IsOwn: false);
        }
        catch (Exception exception) when (BackupErrors.IsMissing(exception))
        {
            // It went between the list and this.
            return null;
        }
    }

    private async Task<DeployedPlan?> ReadPlanAsync(string region, BackupPlansListMember plan, CancellationToken cancellationToken)
    {
        var backup = session.Backup(region);
        try
        {
            var getting = backup.GetBackupPlanAsync(new GetBackupPlanRequest { BackupPlanId = plan.BackupPlanId }, cancellationToken);
            var tagging = IsOfOrganizations(plan) ? Task.FromResult<IReadOnlyDictionary<string, string>>(Map.Empty) : ReadTagsAsync(region, plan.BackupPlanArn, cancellationToken);
            var selecting = ReadSelectionsAsync(region, plan.BackupPlanId, cancellationToken);
            await Task.WhenAll(getting, tagging, selecting).ConfigureAwait(false);
            var got = await getting.ConfigureAwait(false);
            var (names, selections) = await selecting.ConfigureAwait(false);
            return new DeployedPlan(plan.BackupPlanId, plan.BackupPlanArn, plan.BackupPlanName)
            {
                VersionId = got.VersionId,
                CreationDate = got.CreationDate?.ToUniversalTime(),
                LastExecutionDate = got.LastExecutionDate?.ToUniversalTime(),
                Definition = got.ToDefinition(),
                Tags = await tagging.ConfigureAwait(false),
                Selections = selections,
                SelectionNames = names,
            };
        }
        catch (Exception exception) when (BackupErrors.IsMissing(exception))
        {
            // Only a plan that is not there itself has gone while it was read. To take a living one for gone would cost backups.
            if (await IsPlanThereAsync(region, plan.BackupPlanId, cancellationToken).ConfigureAwait(false))
            {
                throw;
            }

            return null;
        }
    }

    private async Task<(IReadOnlyDictionary<string, string> Names, IReadOnlyList<DeployedSelection> Selections)> ReadSelectionsAsync(
        string region, string planId, CancellationToken cancellationToken)
    {
        var backup = session.Backup(region);
        var members = Pages.ReadAsync(
            (token, cancel) => backup.ListBackupSelectionsAsync(new ListBackupSelectionsRequest { BackupPlanId = planId, MaxResults = LargestPage, NextToken = token }, cancel),
            static page => page.BackupSelectionsList,
            static page => page.NextToken,
            cancellationToken);
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        await foreach (var member in members.ConfigureAwait(false))
        {
            names[member.SelectionId] = member.SelectionName;
        }

        var selections = await Task.WhenAll(names.Keys.Select(id => ReadSelectionAsync(region, planId, id, cancellationToken))).ConfigureAwait(false);
        return (names, [.. selections.OfType<DeployedSelection>()]);
    }

    // One that is listed can be unknown: it went meanwhile, or was just made.
    private async Task<DeployedSelection?> ReadSelectionAsync(string region, string planId, string selectionId, CancellationToken cancellationToken)
    {
        try
        {
            var request = new GetBackupSelectionRequest { BackupPlanId = planId, SelectionId = selectionId };
            var got = await session.Backup(region).GetBackupSelectionAsync(request, cancellationToken).ConfigureAwait(false);
            return new DeployedSelection(selectionId, got.BackupSelection.ToDefinition());
        }
        catch (Exception exception) when (BackupErrors.IsMissing(exception))
        {
            return null;
        }
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
