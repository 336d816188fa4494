namespace AwsBackupPlan.Engine.Onboarding.Checks;

/// <summary>The plan has room for another version, which each change makes.</summary>
internal sealed class PlanVersionsWithinQuota() : Quota("PlanVersionsQuota", "versions of the plan", 2000)
{
    /// <inheritdoc/>
    public override IEnumerable<AccountCheck> Judge(TestEvidence evidence)
    {
        var region = evidence.Target.Region;
        yield return evidence.PlanVersions switch
        {
            null when evidence.Plans.Failure is { } unread => NotRead(evidence, region, unread),
            null => Skipped(evidence, region, "The set has no plan yet, or more than one."),
            { Failure: { } failure } => NotRead(evidence, region, failure),
            { Value: var count } => Judge(evidence, region, count, evidence.Changes is { Failure: null, Value.Plan.Change.Action: ChangeAction.Update } ? 1 : 0),
        };
    }
}
