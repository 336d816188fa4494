namespace AwsBackupPlan.Engine.Monitoring.ProtectedResources;

/// <summary>A completed recovery point of a database.</summary>
/// <param name="VaultName">Its vault.</param>
/// <param name="Arn">Its ARN.</param>
/// <param name="CreationDate">When it was made; a copy is as old as what it was made of.</param>
/// <param name="CompletionDate">When it was complete, where AWS says so.</param>
internal sealed record FoundPoint(string VaultName, string Arn, DateTimeOffset CreationDate, DateTimeOffset? CompletionDate);
