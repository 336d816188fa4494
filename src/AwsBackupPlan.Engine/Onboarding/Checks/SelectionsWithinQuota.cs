namespace AwsBackupPlan.Engine.Onboarding.Checks;

/// <summary>The plan has room for its selection, and for the one that replaces it.</summary>
internal sealed class SelectionsWithinQuota() : Quota("SelectionsQuota", "selections of the plan", 100)
{
    /// <inheritdoc/>
    public override IEnumerable<AccountCheck> Judge(TestEvidence evidence)
    {
        var region = evidence.Target.Region;
        yield return evidence.Plans switch
        {
            { Failure: { } failure } => NotRead(evidence, region, failure),
            { Value: [{ } plan] } => Judge(evidence, region, plan.SelectionNames.Count, evidence.Changes is { Failure: null, Value.Selection.Missing: not null } ? 1 : 0),
            _ => Skipped(evidence, region, "The set has no plan yet, or more than one."),
        };
    }
}
