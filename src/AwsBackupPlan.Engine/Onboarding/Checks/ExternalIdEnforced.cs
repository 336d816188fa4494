using AwsBackupPlan.Engine.Accounts;

namespace AwsBackupPlan.Engine.Onboarding.Checks;

/// <summary>The role cannot be assumed by who does not know its external id.</summary>
internal sealed class ExternalIdEnforced : Prerequisite
{
    /// <inheritdoc/>
    public override string Name => "ExternalIdEnforced";

    /// <inheritdoc/>
    public override IEnumerable<AccountCheck> Judge(TestEvidence evidence)
    {
        var region = evidence.Target.Region;
        var arn = RoleArn.For(evidence.Target.RoleName, evidence.Target.AccountId, evidence.Partition);
        yield return evidence.AssumableWithoutExternalId switch
        {
            { Failure: { } failure } => NotRead(evidence, region, failure),
            { Value: null } => Information(evidence, region, $"No external id was given, and the trust policy of {arn} asks for none. That is enough where it names exactly who calls; whoever else runs this module for you should need one."),
            { Value: false } => Passed(evidence, region, $"AWS refuses the role {arn} to the caller without the external id."),
            _ => Failed(
                evidence,
                region,
                $"The role {arn} was assumed without its external id: whoever can act as the caller gets in, whatever id he was given.",
                $"Add to the statement in the trust policy of {arn} that allows sts:AssumeRole: \"Condition\":{{\"StringEquals\":{{\"sts:ExternalId\":\"THE ID GIVEN WITH -ExternalId\"}}}}. Take other statements away that allow the caller without it."),
        };
    }
}
