namespace AwsBackupPlan.Engine.Accounts.Discovery;

/// <summary>What a <see cref="DiscoveryRun"/> hands to whoever drains it: exactly one of these is there.</summary>
/// <param name="Account">An account that was found.</param>
/// <param name="Verbose">A line for those who want to see it.</param>
/// <param name="Warning">Something that the user should know.</param>
/// <param name="Progress">Where the reading stands.</param>
public sealed record DiscoveryRecord(BackupAccount? Account = null, string? Verbose = null, string? Warning = null, string? Progress = null);
