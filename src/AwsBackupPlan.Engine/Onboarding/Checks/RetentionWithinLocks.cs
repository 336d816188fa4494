using AwsBackupPlan.Engine.Deployment;

namespace AwsBackupPlan.Engine.Onboarding.Checks;

/// <summary>The locks of the vaults take what the plan puts there; AWS lets jobs outside them fail.</summary>
internal sealed class RetentionWithinLocks : Prerequisite
{
    /// <summary>The id of the obstacle.</summary>
    public const string Outside = "RetentionOutsideVaultLock";

    /// <inheritdoc/>
    public override string Name => "RetentionWithinLocks";

    /// <inheritdoc/>
    public override IEnumerable<AccountCheck> Judge(TestEvidence evidence)
    {
        var region = evidence.Target.Region;
        if (evidence.Changes.Failure is { } failure)
        {
            yield return PlanDocumentReady.SeeOfChanges(evidence) is { } see ? Skipped(evidence, region, see) : NotRead(evidence, region, failure);
            yield break;
        }

        var locked = evidence.Regions.Select(static read => read.OwnVault.Value).OfType<DeployedVault>().Where(static vault => vault.IsLocked).ToList();
        yield return evidence.Changes.Value.Plan.Blocker switch
        {
            { ErrorId: Outside } blocker => Failed(evidence, region, blocker.Change.Reason!, blocker.Change.Remedy!),
            { ErrorId: not Outside } => Skipped(evidence, region, "The plan cannot be brought to what is wanted: see Deployment."),
            null => Passed(evidence, region, locked.Count == 0 ? "No vault of the set is locked." : $"Every rule fits the locks: {string.Join("; ", locked.Select(static vault => $"{vault.Region}, {vault.Lock}"))}."),
        };
    }
}
