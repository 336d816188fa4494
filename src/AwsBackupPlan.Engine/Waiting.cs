namespace AwsBackupPlan.Engine;

/// <summary>Waits by a clock.</summary>
internal static class Waiting
{
    /// <summary>Waits for a time.</summary>
    public static Task ForAsync(TimeSpan wait, TimeProvider time, CancellationToken cancellationToken) =>
#if NET
        Task.Delay(wait, time, cancellationToken);
#else
        time.Delay(wait, cancellationToken);
#endif
}
