namespace AwsBackupPlan.Engine.Onboarding.Checks;

/// <summary>The role may read what the cmdlets read that look at databases, jobs and recovery points.</summary>
internal sealed class MonitoringAllowed() : Allowed("PermissionsToMonitor", ProbePurpose.Monitoring, "Get-XacntProtectedResource, Get-XacntBackupJob, Get-BackupComplianceReport or a job on demand")
{
    /// <inheritdoc/>
    protected override AccountCheck Denied(TestEvidence evidence, string region, string found, string remedy) => Warning(evidence, region, found, remedy);
}
