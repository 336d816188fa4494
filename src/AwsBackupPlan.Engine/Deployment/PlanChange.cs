using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Plans;
using AwsBackupPlan.Engine.Protection;

namespace AwsBackupPlan.Engine.Deployment;

/// <summary>The plan and what has to happen to it.</summary>
/// <param name="Actual">The plan as it is, when there is one to go on with.</param>
/// <param name="Change">What has to happen.</param>
/// <param name="Blocker">Why nothing may happen.</param>
internal sealed record PlanChange(DeployedPlan? Actual, ResourceChange Change, Blocker? Blocker)
{
    /// <summary>The rules or settings differ.</summary>
    public bool IsDefinitionDifferent { get; private init; }

    /// <summary>Tags are missing or have another value.</summary>
    public bool AreTagsDifferent { get; private init; }

    /// <summary>Compares the plans of the set's plan name with what the plan should be.</summary>
    public static PlanChange Compare(AccountTarget target, DesiredState desired, IReadOnlyList<DeployedPlan> plans, OwnershipTag owner, bool adopt)
    {
        var (actual, obstacle) = Choose(plans, owner, adopt);
        var change = new ResourceChange
        {
            AccountId = target.AccountId,
            AbsName = target.AbsName,
            Region = target.Region,
            ResourceType = BackupResourceType.BackupPlan,
            Name = desired.Names.Plan,
            ResourceArn = actual?.Arn,
            Action = actual is null ? ChangeAction.Create : ChangeAction.None,
        };
        if (obstacle is not null)
        {
            return new PlanChange(null, change, null).BlockedBy(target, desired, obstacle);
        }

        return actual is null ? new PlanChange(null, change, null) : CompareWith(actual, desired, change);
    }

    /// <summary>The same, blocked when the lock of a vault makes fail what the desired plan puts into it: nobody would see it but in the jobs.</summary>
    public PlanChange Within(AccountTarget target, DesiredState desired, IEnumerable<DeployedVault> vaults)
    {
        var refused = vaults.Where(static vault => vault.IsLocked)
            .Select(vault => (Vault: vault, Rules: RetentionCheck.Refused(desired.Plan, target.Region, vault.Arn, vault.Lock)))
            .Where(static found => found.Rules.Count > 0)
            .Select(found => desired.IsSecret && !desired.Vaults.Any(vault => string.Equals(vault.VaultArn, found.Vault.Arn, StringComparison.Ordinal)) ? $"of a vault that the plan document alone names, {found.Vault.Lock}" : $"{(string.Equals(found.Vault.Name, desired.Names.Vault, StringComparison.Ordinal) ? string.Empty : $"of {found.Vault.Name} ")}in {found.Vault.Region}, {found.Vault.Lock}, {(desired.IsSecret ? "what the plan document puts there" : string.Join(" and ", found.Rules))}")
            .ToList();
        return refused.Count == 0 ? this : BlockedBy(target, desired, new Obstacle(
            "RetentionOutsideVaultLock",
            FailureCategory.InvalidOperation,
            $"would have jobs that the locks of its vaults make fail: {string.Join("; ", refused)}",
            "Change the retention to what the locks take, in the plan document or with -DeleteAfterDays; or, where that is still possible, the locks with Set-XacntVaultLock."));
    }

    /// <summary>The same, blocked when it is known that its copies cannot get into the vault of another account, or fail there.</summary>
    public PlanChange Reaching(AccountTarget target, DesiredState desired, CentralVault? central) => central?.ObstacleFor(target, desired.Plan) is { } obstacle ? BlockedBy(target, desired, obstacle) : this;

    private PlanChange BlockedBy(AccountTarget target, DesiredState desired, Obstacle obstacle)
    {
        if (Blocker is not null)
        {
            return this;
        }

        var blocked = Change with { Action = ChangeAction.Blocked, Reason = $"The backup plan {desired.Names.Plan} in {target.Region} of account {target.AccountId} {obstacle.Fault}.", Remedy = obstacle.Remedy };
        return this with { Change = blocked, Blocker = new Blocker(obstacle.ErrorId, obstacle.Category, blocked) };
    }

    private static PlanChange CompareWith(DeployedPlan actual, DesiredState desired, ResourceChange change)
    {
        var definition = PlanComparison.ComparePlans(actual.Definition, desired.Plan);
        var tags = PlanComparison.CompareTags(actual.Tags, desired.PlanTags);
        IReadOnlyList<PropertyDifference> all = [.. definition, .. tags];
        return new PlanChange(actual, all.Count == 0 ? change : change with { Action = ChangeAction.Update, Differences = all }, null)
        {
            IsDefinitionDifferent = definition.Count > 0,
            AreTagsDifferent = tags.Count > 0,
        };
    }

    // Names of plans are not unique: the tag tells the module's own from a stranger's.
    private static (DeployedPlan? Actual, Obstacle? Obstacle) Choose(IReadOnlyList<DeployedPlan> plans, OwnershipTag owner, bool adopt)
    {
        var own = plans.Where(plan => owner.Of(plan.Tags) == Ownership.Own).ToList();
        if (own.Count == 1 || plans.Count == 0)
        {
            return (own.FirstOrDefault(), null);
        }

        if (own.Count > 1 || plans.Count > 1)
        {
            var ids = string.Join(", ", (own.Count > 1 ? own : plans).Select(static plan => plan.PlanId));
            return (null, new Obstacle(
                "PlanAmbiguous",
                FailureCategory.ResourceExists,
                own.Count > 1 ? $"exists {own.Count} times with the tag {owner}: {ids}" : $"exists {plans.Count} times, none with the tag {owner}: {ids}",
                own.Count > 1 ? "Delete all but one of them, their selections first, or take the tag off them; then run this command again." : $"Put the tag {owner} on the one that is meant, then run this command again."));
        }

        var only = plans[0];
        var obstacle = Deployment.Obstacle.OfOwnership(owner.Of(only.Tags), owner, adopt, only.Tags);
        return (only, obstacle is null ? null : obstacle with { ErrorId = "PlanNotOwned" });
    }
}
