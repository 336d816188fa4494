using AwsBackupPlan.Engine.Fleet;

namespace AwsBackupPlan.Engine.Accounts.Discovery;

/// <summary>What a <see cref="DiscoveryRun"/> hands to whoever drains it: exactly one of these is there.</summary>
/// <param name="Account">An account that was found.</param>
/// <param name="Verbose">A line for those who want to see it.</param>
/// <param name="Warning">Something that the user should know.</param>
/// <param name="Progress">Where the reading stands.</param>
/// <param name="Question">What whoever runs the command is asked.</param>
public sealed record DiscoveryRecord(BackupAccount? Account = null, string? Verbose = null, string? Warning = null, string? Progress = null, CallerQuestion? Question = null)
{
    /// <summary>Takes the answer to <see cref="Question"/>, or <see langword="null"/> when there is nobody to ask.</summary>
    public Action<string?> Answer { get; init; } = static _ => { };
}
