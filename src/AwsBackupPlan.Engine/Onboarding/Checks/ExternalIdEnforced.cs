using AwsBackupPlan.Engine.Accounts.Sessions;


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
        yield return evidence.ExternalId switch
        {
            { Failure: { } failure } => NotRead(evidence, region, failure),
            { Value: ExternalIdProof.NotGiven } => Information(evidence, region, $"No external id was given, and the trust policy of {arn} asks for none. That is enough where it names exactly who calls; whoever else runs this module for you should need one."),
            { Value: ExternalIdProof.Enforced } => Passed(evidence, region, $"AWS refuses the role {arn} to the caller without the external id, and with another one."),
            var proof => Failed(
                evidence,
                region,
                $"The role {arn} was assumed {(proof.Value is ExternalIdProof.AnyTaken ? "with another external id than its own" : "without its external id")}: whoever can act as the caller gets in, whatever id he was given.",
                $"Add to the statement in the trust policy of {arn} that allows sts:AssumeRole: \"Condition\":{{\"StringEquals\":{{\"sts:ExternalId\":\"THE ID GIVEN WITH -ExternalId\"}}}}. Take other statements and conditions away that allow the caller without exactly this id, as StringLike with a wildcard does."),
        };
    }
}
