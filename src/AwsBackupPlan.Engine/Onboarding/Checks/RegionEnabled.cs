using AwsBackupPlan.Engine.Compliance;

namespace AwsBackupPlan.Engine.Onboarding.Checks;

/// <summary>The Region is on for the account. AWS tells who the session is there without any permission, unless it does not know the account's keys there.</summary>
internal sealed class RegionEnabled : RegionPrerequisite
{
    /// <inheritdoc/>
    public override string Name => "RegionEnabled";

    /// <inheritdoc/>
    protected override AccountCheck Judge(TestEvidence evidence, RegionTest region) => region.Identity.Failure switch
    {
        null => Passed(evidence, region.Region, $"AWS answers the session in {region.Region}."),
        { ErrorId: AccountFailure.CredentialsInvalid or "RegionDisabled" } => Failed(
            evidence,
            region.Region,
            $"AWS does not know the session in {region.Region}: the Region is not enabled for account {evidence.Target.AccountId}.",
            Remedies.Lines(Remedies.Note("This takes some minutes; or use another Region."), Remedies.InAccount(evidence.Target.AccountId, $"aws account enable-region --region-name {region.Region}"))),
        { } failure => NotRead(evidence, region.Region, failure),
    };
}
