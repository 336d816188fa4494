namespace AwsBackupPlan.Engine.Onboarding.Checks;

/// <summary>Each Region has room for the vault.</summary>
internal sealed class VaultsWithinQuota() : Quota("VaultsQuota", "backup vaults of the Region", 300)
{
    /// <inheritdoc/>
    public override bool IsOfRegion => true;

    /// <inheritdoc/>
    public override IEnumerable<AccountCheck> Judge(TestEvidence evidence) => evidence.Regions.Select(region => region.Vaults.Failure is { } failure
        ? NotRead(evidence, region.Region, failure)
        : Judge(evidence, region.Region, region.Vaults.Value.Count, region.OwnVault is { Failure: null, Value: null } ? 1 : 0));
}
