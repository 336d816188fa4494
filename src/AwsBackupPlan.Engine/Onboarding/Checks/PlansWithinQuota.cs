namespace AwsBackupPlan.Engine.Onboarding.Checks;

/// <summary>The Region has room for the plan.</summary>
internal sealed class PlansWithinQuota() : Quota("PlansQuota", "backup plans of the Region", 300)
{
    /// <inheritdoc/>
    public override IEnumerable<AccountCheck> Judge(TestEvidence evidence)
    {
        yield return evidence.Plans.Failure is { } failure ? NotRead(evidence, evidence.Target.Region, failure)
            : Judge(evidence, evidence.Target.Region, evidence.PlanCount, evidence.Plans.Value.Count == 0 ? 1 : 0);
    }
}
