namespace AwsBackupPlan.Engine.Onboarding.Checks;

/// <summary>The role may read what Remove-XacntBackupResource and Get-XacntRecoveryPoint read.</summary>
internal sealed class RemovalAllowed() : Allowed("PermissionsToRemove", ProbePurpose.Removal, "Remove-XacntBackupResource or Get-XacntRecoveryPoint")
{
    /// <inheritdoc/>
    protected override AccountCheck Denied(TestEvidence evidence, string region, string found, string remedy) => Warning(evidence, region, found, remedy);
}
