namespace AwsBackupPlan.Engine.Onboarding.Checks;

/// <summary>The role may read what New-, Get- and Compare-XacntBackupPlan read.</summary>
internal sealed class DeploymentAllowed() : Allowed("PermissionsToDeploy", ProbePurpose.Deployment, "New-, Get- or Compare-XacntBackupPlan")
{
    /// <inheritdoc/>
    protected override AccountCheck Denied(TestEvidence evidence, string region, string found, string remedy) => Failed(evidence, region, found, remedy);
}
