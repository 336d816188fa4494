using AwsBackupPlan.Engine.Deployment;

namespace AwsBackupPlan.Engine.Onboarding.Checks;

/// <summary>No vault or plan stands in the way that is not the set's own, or has another key.</summary>
internal sealed class NothingInTheWay : Prerequisite
{
    /// <inheritdoc/>
    public override string Name => "Deployment";

    /// <inheritdoc/>
    public override IEnumerable<AccountCheck> Judge(TestEvidence evidence)
    {
        var region = evidence.Target.Region;
        if (evidence.Changes.Failure is { } failure)
        {
            yield return PlanDocumentReady.SeeOfChanges(evidence) is { } see ? Skipped(evidence, region, see) : NotRead(evidence, region, failure);
            yield break;
        }

        var changes = evidence.Changes.Value;
        List<ResourceChange> blocked = [.. changes.Blockers.Where(static blocker => blocker.ErrorId is not RetentionWithinLocks.Outside && blocker.Change.ResourceType != BackupResourceType.KmsKey).Select(static blocker => blocker.Change)];
        var would = changes.Pending.Count == 0 ? "Everything is as desired." : $"New-XacntBackupPlan would {ChangePhrase.Infinitive(changes.Pending)}.";
        yield return blocked.Count > 0
            ? Failed(evidence, region, string.Join(" ", blocked.Select(static change => change.Reason)), string.Join(" ", blocked.Select(static change => change.Remedy).Distinct(StringComparer.Ordinal)))
            : changes.Blockers.Count > 0 ? Skipped(evidence, region, "Something else stands in the way: see the other checks.")
            : changes.Warnings.Count > 0 ? Warning(evidence, region, $"{would} {string.Join(" ", changes.Warnings)}")
            : Passed(evidence, region, would);
    }
}
