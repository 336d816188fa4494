namespace AwsBackupPlan.Engine.Onboarding.Checks;

/// <summary>A plan takes as many rules as the document has. One with more is no valid document.</summary>
internal sealed class RulesWithinQuota() : Quota("RulesQuota", "rules of a plan", 10)
{
    /// <inheritdoc/>
    public override IEnumerable<AccountCheck> Judge(TestEvidence evidence)
    {
        yield return PlanDocumentReady.IsFaulty(evidence) ? Skipped(evidence, evidence.Target.Region, PlanDocumentReady.See)
            : evidence.Desired.Failure is { } failure ? NotRead(evidence, evidence.Target.Region, failure)
            : Judge(evidence, evidence.Target.Region, evidence.Desired.Value.Plan.Rules.Count, 0);
    }
}
