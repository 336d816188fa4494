using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Deployment;
using AwsBackupPlan.Engine.Fleet;
using AwsBackupPlan.Engine.Plans;

namespace AwsBackupPlan.Engine.Teardown;

/// <summary>What is there to remove, and what stands in the way.</summary>
/// <param name="Target">The piece of work.</param>
/// <param name="Plans">The set's plan.</param>
/// <param name="Vaults">The set's vaults, primary Region first.</param>
/// <param name="Blockers">What has the right name and is not the module's own; nothing is touched while there is any.</param>
internal sealed record RemovalSurvey(AccountTarget Target, IReadOnlyList<DeployedPlan> Plans, IReadOnlyList<DeployedVault> Vaults, IReadOnlyList<Blocker> Blockers)
{
    /// <summary>Looks at the plan, and at the vaults in the primary Region, the copy Regions, and those that the plan copies to.</summary>
    public static async Task<RemovalSurvey> ReadAsync(AccountSession session, TeardownOptions options, CancellationToken cancellationToken)
    {
        var target = session.Target;
        var names = new ResourceNames(target.AbsName);
        var reader = new BackupSetReader(session);
        string[] asked = [target.Region, .. target.CopyRegions];
        var reading = Task.WhenAll(asked.Select(region => reader.ReadTaggedVaultAsync(region, names.Vault, cancellationToken)));
        var plans = await reader.ReadPlansAsync(name => string.Equals(name, names.Plan, StringComparison.Ordinal), cancellationToken).ConfigureAwait(false);
        var others = plans.SelectMany(plan => CopyRegions(plan, target.AccountId, names.Vault)).Except(asked, StringComparer.Ordinal).ToList();
        var further = Task.WhenAll(others.Select(region => reader.ReadTaggedVaultAsync(region, names.Vault, cancellationToken)));
        await Task.WhenAll(reading, further).ConfigureAwait(false);
        IReadOnlyList<DeployedVault> vaults = [.. (await reading.ConfigureAwait(false)).Concat(await further.ConfigureAwait(false)).OfType<DeployedVault>()];

        var owner = new OwnershipTag(options.TagKey, target.AbsName);
        var blockers = plans.Select(plan => Block(target, owner, plan.Tags, BackupResourceType.BackupPlan, plan.Name, plan.Arn, target.Region));
        if (!options.KeepRecoveryPoints)
        {
            blockers = blockers.Concat(vaults.Select(vault => Block(target, owner, vault.Tags, BackupResourceType.BackupVault, vault.Name, vault.Arn, vault.Region)));
        }

        return new RemovalSurvey(target, plans, vaults, [.. blockers.OfType<Blocker>()]);
    }

    /// <summary>How many recovery points AWS counts in the vaults.</summary>
    public long RecoveryPointCount => Vaults.Sum(static vault => vault.RecoveryPointCount);

    /// <summary>The removal as a question.</summary>
    public ConfirmationRequest ToConfirmation(bool keepRecoveryPoints)
    {
        var selections = Plans.Sum(static plan => plan.SelectionNames.Count);
        var parts = new List<string>();
        AddPart(parts, Plans.Count, "plan");
        AddPart(parts, selections, "selection");
        if (!keepRecoveryPoints)
        {
            AddPart(parts, Vaults.Count, "vault");
        }

        var action = "Remove " + string.Join(", ", parts);
        if (!keepRecoveryPoints && RecoveryPointCount > 0)
        {
            action += $" and about {RecoveryPointCount} recovery points in {Vaults.Count} Region{(Vaults.Count == 1 ? string.Empty : "s")}";
        }

        var regions = string.Join(", ", Vaults.Select(static vault => vault.Region).Append(Target.Region).Distinct(StringComparer.Ordinal).OrderBy(region => !string.Equals(region, Target.Region, StringComparison.Ordinal)));
        return new ConfirmationRequest(Target, $"backup set '{Target.AbsName}' in account {Target.AccountId} ({regions})", action, [.. Steps(keepRecoveryPoints)]);
    }

    private IEnumerable<ConfirmationStep> Steps(bool keepRecoveryPoints)
    {
        foreach (var plan in Plans)
        {
            foreach (var selection in plan.SelectionNames.Values)
            {
                yield return new ConfirmationStep($"backup selection '{selection}' in account {Target.AccountId}, {Target.Region}", "Delete");
            }

            yield return new ConfirmationStep($"backup plan '{plan.Name}' in account {Target.AccountId}, {Target.Region}", "Delete");
        }

        foreach (var vault in keepRecoveryPoints ? [] : Vaults)
        {
            yield return new ConfirmationStep(
                $"backup vault '{vault.Name}' in account {Target.AccountId}, {vault.Region}",
                vault.RecoveryPointCount == 0 ? "Delete" : $"Delete with about {vault.RecoveryPointCount} recovery points{(vault.IsLocked ? "; it is locked, so they cannot be deleted" : string.Empty)}");
        }
    }

    private static void AddPart(List<string> parts, int count, string noun)
    {
        if (count > 0)
        {
            parts.Add($"{count} {noun}{(count == 1 ? string.Empty : "s")}");
        }
    }

    private static IEnumerable<string> CopyRegions(DeployedPlan plan, string accountId, string vaultName) => plan.Definition.Rules
        .SelectMany(static rule => rule.CopyActions)
        .Select(static copy => copy.DestinationBackupVaultArn?.Split(':') ?? [])
        .Where(arn => arn.Length == 7 && string.Equals(arn[4], accountId, StringComparison.Ordinal) && string.Equals(arn[6], vaultName, StringComparison.Ordinal))
        .Select(static arn => arn[3])
        .Distinct(StringComparer.Ordinal);

    private static Blocker? Block(
        AccountTarget target, OwnershipTag owner, IReadOnlyDictionary<string, string> tags, BackupResourceType type, string name, string arn, string region)
    {
        if (Obstacle.OfOwnership(owner.Of(tags), owner, adopt: false, tags) is not { } obstacle)
        {
            return null;
        }

        var isVault = type == BackupResourceType.BackupVault;
        return new Blocker(isVault ? "VaultNotOwned" : "PlanNotOwned", obstacle.Category, new ResourceChange
        {
            AccountId = target.AccountId,
            AbsName = target.AbsName,
            Region = region,
            ResourceType = type,
            Name = name,
            ResourceArn = arn,
            Action = ChangeAction.Blocked,
            Reason = $"The backup {(isVault ? "vault" : "plan")} {name} in {region} of account {target.AccountId} {obstacle.Fault}.",
            Remedy = obstacle.Remedy,
        });
    }
}
