namespace AwsBackupPlan.Engine.Onboarding.Checks;

/// <summary>The session is one of the role in the account.</summary>
internal sealed class CallerIdentityRight : Prerequisite
{
    /// <inheritdoc/>
    public override string Name => "CallerIdentity";

    /// <inheritdoc/>
    public override IEnumerable<AccountCheck> Judge(TestEvidence evidence)
    {
        var region = evidence.Target.Region;
        var identity = evidence.Primary.Identity;
        yield return identity.Failure is { } failure ? NotRead(evidence, region, failure)
            : string.Equals(identity.Value.Account, evidence.Target.AccountId, StringComparison.Ordinal) ? Passed(evidence, region, $"The session is {identity.Value.Arn}.")
            : Failed(evidence, region, $"The session is {identity.Value.Arn}, of account {identity.Value.Account}.", $"Check the endpoint (-EndpointUrl, AWS_ENDPOINT_URL) and the role: the session should be one of account {evidence.Target.AccountId}.");
    }
}
