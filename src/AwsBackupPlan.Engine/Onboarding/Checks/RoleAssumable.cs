using AwsBackupPlan.Engine.Accounts.Sessions;


namespace AwsBackupPlan.Engine.Onboarding.Checks;

/// <summary>The caller may assume the role of the account.</summary>
internal sealed class RoleAssumable : Prerequisite
{
    /// <inheritdoc/>
    public override string Name => "RoleAssumable";

    /// <inheritdoc/>
    /// <remarks>Without that there would be no evidence.</remarks>
    public override IEnumerable<AccountCheck> Judge(TestEvidence evidence)
    {
        yield return Passed(evidence, evidence.Target.Region, $"The role {RoleArn.For(evidence.Target.RoleName, evidence.Target.AccountId, evidence.Partition)} was assumed.");
    }
}
