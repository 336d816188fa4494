namespace AwsBackupPlan.Engine.Monitoring.OnDemand;

/// <summary>A recovery point that work is wanted on.</summary>
/// <param name="RecoveryPointArn">Its ARN.</param>
/// <param name="VaultName">The vault that it is in.</param>
/// <param name="Identifier">Of a restore: the identifier of the database that is made.</param>
public sealed record NamedPoint(string RecoveryPointArn, string VaultName, string? Identifier = null);
