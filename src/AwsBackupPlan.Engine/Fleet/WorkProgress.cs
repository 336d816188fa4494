namespace AwsBackupPlan.Engine.Fleet;

/// <summary>Where one piece of work stands.</summary>
/// <param name="Step">The current step in a few words, such as <c>Deleting recovery points</c>.</param>
/// <param name="PercentComplete">0–100, or <see langword="null"/> when it cannot be known.</param>
/// <param name="Detail">Numbers, such as <c>120 of 412 recovery points gone</c>.</param>
public sealed record WorkProgress(string Step, int? PercentComplete = null, string? Detail = null)
{
    /// <summary>Whether it waits for AWS, which the last call did not reach: it may not have begun yet.</summary>
    public bool IsUnreached { get; init; }
}
