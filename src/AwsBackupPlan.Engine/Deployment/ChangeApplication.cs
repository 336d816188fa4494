using System.Text.Json;
using Amazon.Backup.Model;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Accounts.Sessions;
using AwsBackupPlan.Engine.Fleet;
using AwsBackupPlan.Engine.Plans;

namespace AwsBackupPlan.Engine.Deployment;

/// <summary>Makes the changes of a change set: vaults, then the plan that names them, then its selection. Each step can be repeated.</summary>
internal sealed class ChangeApplication(AccountSession session, ChangeSet changes, ChangeProgress progress)
{
    // Older than that, the plan that came back was made by an earlier run, and may have been changed or deleted since.
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(5);

    // Far more often than anybody makes and removes the same plan.
    private const int MostGone = 100;

    private readonly AccountTarget _target = changes.Target;
    private readonly DesiredState _desired = changes.Desired;

    /// <summary>Makes the changes.</summary>
    /// <exception cref="StateMovedException">What is there is not what was read.</exception>
    public async Task<AppliedState> ApplyAsync(CancellationToken cancellationToken)
    {
        var vaults = await Task.WhenAll(changes.Vaults.Select(vault => ApplyVaultAsync(vault, cancellationToken))).ConfigureAwait(false);
        var (plan, selection) = await ApplyPlanAndSelectionAsync(cancellationToken).ConfigureAwait(false);
        return new AppliedState(
            plan.Id, plan.Arn, plan.VersionId, selection.SelectionId, selection.Definition.SelectionName, vaults.ToDictionary(static vault => vault.Region, static vault => vault.Arn, StringComparer.Ordinal));
    }

    private async Task<(AppliedPlan Plan, DeployedSelection Selection)> ApplyPlanAndSelectionAsync(CancellationToken cancellationToken)
    {
        var isNew = changes.Plan.Actual is null;
        var gone = new List<string>();
        while (true)
        {
            var plan = await ApplyPlanAsync(gone, cancellationToken).ConfigureAwait(false);
            try
            {
                return (plan, await new SelectionReplacement(session, plan.Id, isNew, changes.Selection, progress).ApplyAsync(cancellationToken).ConfigureAwait(false));
            }
            catch (StateMovedException) when (isNew && gone.Count < MostGone)
            {
                if (await PlanExistsAsync(plan.Id, cancellationToken).ConfigureAwait(false))
                {
                    throw;
                }

                gone.Add(plan.Id);
            }
        }
    }

    private async Task<(string Region, string Arn)> ApplyVaultAsync(VaultChange vault, CancellationToken cancellationToken)
    {
        var region = vault.Desired.Region;
        switch (vault.Change.Action)
        {
            case ChangeAction.Create:
                Report($"Creating backup vault {vault.Desired.VaultName} in {region}");
                var arn = await CreateVaultAsync(vault, cancellationToken).ConfigureAwait(false);
                await ProtectAsync(vault, cancellationToken).ConfigureAwait(false);
                progress.Done(vault.Change);
                return (region, arn);
            case ChangeAction.Update:
                if (vault.AreTagsDifferent)
                {
                    Report($"Tagging backup vault {vault.Desired.VaultName} in {region}");
                    await TagAsync(region, vault.Change.ResourceArn!, vault.Desired.Tags, cancellationToken).ConfigureAwait(false);
                }

                await ProtectAsync(vault, cancellationToken).ConfigureAwait(false);
                progress.Done(vault.Change);
                break;
        }

        return (region, vault.Change.ResourceArn!);
    }

    private async Task ProtectAsync(VaultChange vault, CancellationToken cancellationToken)
    {
        if (vault.AccessPolicy is { } policy)
        {
            Report($"Protecting backup vault {vault.Desired.VaultName} in {vault.Desired.Region}");
            var request = new PutBackupVaultAccessPolicyRequest { BackupVaultName = vault.Desired.VaultName, Policy = policy };
            await session.Backup(vault.Desired.Region).PutBackupVaultAccessPolicyAsync(request, cancellationToken).ConfigureAwait(false);
        }
    }

    // The tags go with the creation: no crash can leave a vault behind that is not known as ours.
    private async Task<string> CreateVaultAsync(VaultChange vault, CancellationToken cancellationToken)
    {
        var desired = vault.Desired;
        try
        {
            var response = await session.Backup(desired.Region).CreateBackupVaultAsync(
                new CreateBackupVaultRequest
                {
                    BackupVaultName = desired.VaultName,
                    EncryptionKeyArn = vault.KeyArn,
                    BackupVaultTags = Copy(desired.Tags),
                    CreatorRequestId = CreatorRequestId.Of(_target.AccountId, desired.Region, desired.VaultName, vault.KeyArn!, JsonSerializer.Serialize(desired.Tags, PlanJson.Default.IReadOnlyDictionaryStringString)),
                },
                cancellationToken).ConfigureAwait(false);
            return response.BackupVaultArn;
        }
        catch (AlreadyExistsException exception)
        {
            throw new StateMovedException($"Backup vault {desired.VaultName} in {desired.Region} exists by now.", exception);
        }
    }

    private async Task<AppliedPlan> ApplyPlanAsync(List<string> gone, CancellationToken cancellationToken)
    {
        var change = changes.Plan;
        if (change.Actual is not { } actual)
        {
            Report($"Creating backup plan {_desired.Names.Plan}");
            var made = await CreatePlanAsync(gone, cancellationToken).ConfigureAwait(false);
            progress.Done(change.Change);
            return made;
        }

        var version = actual.VersionId;
        if (change.AreTagsDifferent)
        {
            await TagAsync(_target.Region, actual.Arn, _desired.PlanTags, cancellationToken).ConfigureAwait(false);
        }

        if (change.IsDefinitionDifferent)
        {
            Report($"Updating backup plan {_desired.Names.Plan}");
            var request = new UpdateBackupPlanRequest { BackupPlanId = actual.PlanId, BackupPlan = _desired.Plan.ToInput() };
            version = (await session.Backup(_target.Region).UpdateBackupPlanAsync(request, cancellationToken).ConfigureAwait(false)).VersionId;
        }

        if (change.Change.Action == ChangeAction.Update)
        {
            progress.Done(change.Change);
        }

        return new AppliedPlan(actual.PlanId, actual.Arn, version);
    }

    // AWS may answer a request id with the plan that was made under it and has been deleted since: each of those makes the next id.
    private async Task<AppliedPlan> CreatePlanAsync(List<string> gone, CancellationToken cancellationToken)
    {
        var content = JsonSerializer.Serialize(_desired.Plan, PlanJson.Default.PlanDefinition) + JsonSerializer.Serialize(_desired.PlanTags, PlanJson.Default.IReadOnlyDictionaryStringString);
        while (true)
        {
            var request = new CreateBackupPlanRequest
            {
                BackupPlan = _desired.Plan.ToInput(),
                BackupPlanTags = Copy(_desired.PlanTags),
                CreatorRequestId = CreatorRequestId.Of([_target.AccountId, _target.Region, content, .. gone]),
            };
            var made = await CreatePlanAsync(request, cancellationToken).ConfigureAwait(false);
            if (made.CreationDate is not { } created || session.Time.GetUtcNow().UtcDateTime - created.ToUniversalTime() < Fresh)
            {
                return new AppliedPlan(made.BackupPlanId, made.BackupPlanArn, made.VersionId);
            }

            if (gone.Count >= MostGone || await PlanExistsAsync(made.BackupPlanId, cancellationToken).ConfigureAwait(false))
            {
                // It was not in the list.
                throw new StateMovedException($"Backup plan {_desired.Names.Plan} in {_target.Region} was made before.");
            }

            gone.Add(made.BackupPlanId);
        }
    }

    private async Task<CreateBackupPlanResponse> CreatePlanAsync(CreateBackupPlanRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await session.Backup(_target.Region).CreateBackupPlanAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (AlreadyExistsException exception)
        {
            throw new StateMovedException($"Backup plan {_desired.Names.Plan} in {_target.Region} exists by now.", exception);
        }
    }

    private async Task<bool> PlanExistsAsync(string planId, CancellationToken cancellationToken)
    {
        try
        {
            var got = await session.Backup(_target.Region).GetBackupPlanAsync(new GetBackupPlanRequest { BackupPlanId = planId }, cancellationToken).ConfigureAwait(false);
            return got.DeletionDate is null;
        }
        catch (Exception exception) when (BackupErrors.IsMissing(exception))
        {
            return false;
        }
    }

    private Task<TagResourceResponse> TagAsync(string region, string arn, IReadOnlyDictionary<string, string> tags, CancellationToken cancellationToken) =>
        session.Backup(region).TagResourceAsync(new TagResourceRequest { ResourceArn = arn, Tags = Copy(tags) }, cancellationToken);

    private void Report(string step) => session.Observer.Progress(new WorkProgress(step));

    private static Dictionary<string, string> Copy(IReadOnlyDictionary<string, string> tags) => tags.ToDictionary(static tag => tag.Key, static tag => tag.Value, StringComparer.Ordinal);

    private sealed record AppliedPlan(string Id, string Arn, string? VersionId);
}
