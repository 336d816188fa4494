using AwsBackupPlan.Engine.Compliance;
using AwsBackupPlan.Engine.Fleet;
using AwsBackupPlan.Engine.Onboarding;

namespace AwsBackupPlan.Engine.Deployment;

/// <summary>Puts what came of a deployment or a comparison into the form that users see.</summary>
internal static class DeploymentResults
{
    private const string Retry = "See the remedies of the blocked changes; then run this command again.";

    public static BackupPlanComparison Comparison(ChangeSet changes)
    {
        var (status, message) = changes switch
        {
            { Blockers: { Count: > 0 } blockers } => (ComparisonStatus.Blocked, string.Join(" ", blockers.Select(static blocker => blocker.Change.Reason))),
            { Pending.Count: 0 } => (ComparisonStatus.InSync, "Everything is as desired."),
            { IsNothingThere: true } => (ComparisonStatus.NotDeployed, "None of the resources exist."),
            _ => (ComparisonStatus.Different, $"New-XacntBackupPlan would {ChangePhrase.Infinitive(changes.Pending)}."),
        };
        return new BackupPlanComparison
        {
            AccountId = changes.Target.AccountId,
            AbsName = changes.Target.AbsName,
            Region = changes.Target.Region,
            CopyRegion = changes.Target.CopyRegions,
            Status = status,
            PlanId = changes.Plan.Actual?.PlanId,
            Changes = [.. changes.Changes.Select(changes.Told)],
            Message = message,
            Remedy = status switch
            {
                ComparisonStatus.InSync => null,
                ComparisonStatus.Blocked => Remedies.All(changes.Blockers.Select(static blocker => blocker.Change.Remedy)),
                _ => "New-XacntBackupPlan makes the changes.",
            },
        };
    }

    public static BackupPlanResult Unchanged(ChangeSet changes) => Standing(changes, DeploymentStatus.Unchanged, "Everything is as desired; nothing was written.");

    public static BackupPlanResult Blocked(ChangeSet first, ChangeSet latest) =>
        Standing(latest, DeploymentStatus.Blocked, string.Join(" ", latest.Blockers.Select(static blocker => blocker.Change.Reason)) + (ReferenceEquals(first, latest) ? " Nothing was written." : string.Empty)) with
        {
            Remedy = latest.Blockers.All(KeyRemedy.IsMissing) || latest.Blockers.Count == 1 ? Remedies.All(latest.Blockers.Select(static blocker => blocker.Change.Remedy)) : Retry,
        };

    public static BackupPlanResult NotConfirmed(ChangeSet changes, Decision decision) => decision == Decision.WhatIf
        ? Standing(changes, DeploymentStatus.WhatIf, $"Would {ChangePhrase.Infinitive(changes.Pending)}. Nothing was written.")
        : Standing(changes, DeploymentStatus.Declined, $"You declined to {ChangePhrase.Infinitive(changes.Pending)}. Nothing was written.");

    /// <summary>The changes were made.</summary>
    /// <param name="first">What was confirmed.</param>
    /// <param name="last">What was applied in the end, after reading again where that was needed.</param>
    /// <param name="applied">What stands now.</param>
    public static BackupPlanResult Applied(ChangeSet first, ChangeSet last, AppliedState applied)
    {
        IReadOnlyList<ResourceChange> changes = [.. last.Changes.Select(change => Whole(first, change))];
        return Standing(last, first.IsNothingThere ? DeploymentStatus.Created : DeploymentStatus.Updated, ChangePhrase.Past(changes) is { Length: > 0 } done ? done + "." : "Everything is as desired.") with
        {
            PlanId = applied.PlanId,
            PlanArn = applied.PlanArn,
            PlanVersionId = applied.PlanVersionId,
            SelectionId = applied.SelectionId,
            SelectionName = applied.SelectionName,
            VaultArn = [.. last.Vaults.Select(vault => applied.VaultArns[vault.Desired.Region])],
            Changes = [.. changes.Select(last.Told).Select(change => change.Action == ChangeAction.Create ? change with { ResourceArn = Made(change, applied) } : change)],
        };
    }

    // What was missing when the work began and stood when it was read again came about in between: an answer of ours was lost.
    private static ResourceChange Whole(ChangeSet first, ResourceChange last) => last.Action != ChangeAction.None
        ? last
        : first.Pending.FirstOrDefault(change => change.Action is ChangeAction.Create or ChangeAction.Update
            && change.ResourceType == last.ResourceType
            && string.Equals(change.Region, last.Region, StringComparison.Ordinal)
            && string.Equals(change.Name, last.Name, StringComparison.Ordinal)) ?? last;

    private static string Made(ResourceChange change, AppliedState applied) => change.ResourceType switch
    {
        BackupResourceType.BackupVault => applied.VaultArns[change.Region],
        BackupResourceType.BackupPlan => applied.PlanArn,
        _ => applied.SelectionId,
    };

    private static BackupPlanResult Standing(ChangeSet changes, DeploymentStatus status, string message) => new()
    {
        AccountId = changes.Target.AccountId,
        AbsName = changes.Target.AbsName,
        Region = changes.Target.Region,
        CopyRegion = changes.Target.CopyRegions,
        Status = status,
        PlanId = changes.Plan.Actual?.PlanId,
        PlanName = changes.Desired.Names.Plan,
        PlanArn = changes.Plan.Actual?.Arn,
        PlanVersionId = changes.Plan.Actual?.VersionId,
        SelectionId = changes.Selection.Standing?.SelectionId,
        SelectionName = changes.Selection.Standing?.Definition.SelectionName,
        VaultName = changes.Desired.Names.Vault,
        VaultArn = [.. changes.Vaults.Select(static vault => vault.Change.ResourceArn).OfType<string>()],
        Changes = [.. changes.Changes.Select(changes.Told)],
        Message = message,
    };
}
