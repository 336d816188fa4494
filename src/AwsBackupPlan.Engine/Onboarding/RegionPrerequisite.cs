namespace AwsBackupPlan.Engine.Onboarding;

/// <summary>A check of each Region of an account.</summary>
internal abstract class RegionPrerequisite : Prerequisite
{
    /// <inheritdoc/>
    public sealed override bool IsOfRegion => true;

    /// <inheritdoc/>
    public sealed override IEnumerable<AccountCheck> Judge(TestEvidence evidence) => evidence.Regions.Select(region => Judge(evidence, region));

    /// <summary>What it finds in a Region.</summary>
    protected abstract AccountCheck Judge(TestEvidence evidence, RegionTest region);
}
