namespace AwsBackupPlan.Engine.Compliance.Evidence;

/// <summary>What a backup job and a copy job have in common.</summary>
/// <param name="State">Its state.</param>
/// <param name="Message">What AWS says of it.</param>
/// <param name="ResourceArn">What it is a backup of.</param>
/// <param name="ResourceType">The type of that, by AWS Backup's name.</param>
/// <param name="VaultName">The vault that a backup goes to, or that a copy comes from.</param>
/// <param name="Date">When it ended; when it was made, where AWS does not say that.</param>
internal sealed record EndedJob(string? State, string? Message, string? ResourceArn, string? ResourceType, string? VaultName, DateTime? Date);
