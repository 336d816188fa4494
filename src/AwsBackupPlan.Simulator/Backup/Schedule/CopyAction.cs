using AwsBackupPlan.Simulator.Backup.Plans;

namespace AwsBackupPlan.Simulator.Backup.Schedule;

/// <summary>Where a rule's backups are copied to, and how long the copies are kept.</summary>
internal sealed record CopyAction(string DestinationVaultArn, Lifecycle Lifecycle);
