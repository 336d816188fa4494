namespace AwsBackupPlan.Engine.Onboarding.Checks;

/// <summary>A plan takes as many rules as the document has. One with more is no valid document.</summary>
internal sealed class RulesWithinQuota() : Quota("RulesQuota", "rules of a plan", 10)
{
    /// <inheritdoc/>
    public override IEnumerable<AccountCheck> Judge(TestEvidence evidence)
    {
        yield return PlanDocumentReady.See(evidence) is { } see ? Skipped(evidence, evidence.Target.Region, see)
            : Judge(evidence, evidence.Target.Region, evidence.Desired.Value.Plan.Rules.Count, 0);
    }
}
